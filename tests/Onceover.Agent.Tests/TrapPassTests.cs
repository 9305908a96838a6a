using System.Runtime.Versioning;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>On 3.11 the loop itself passes a probe by ways that have nothing more to tell, and by no others.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class TrapPassTests
{
    /// <summary>Its loop always ends by <c>break</c>, which leads where the loop's own end would.</summary>
    private const string Name = """
        def name(text, at):
            while at < len(text):
                if text[at] == ".":
                    break
                at += 1
            return at
        """;

    /// <summary>Whether machine code of ours passed a probe: what it remembers of the last one lies in the page behind it.</summary>
    private const string Passes = """

        def passes():
            import ctypes, pathlib
            found = []
            for line in pathlib.Path("/proc/self/maps").read_text().splitlines():
                line = line.split()
                start, end = (int(number, 16) for number in line[0].split("-"))
                if line[1] == "r-xp" and len(line) == 5 and end - start == 4096 and end < 2 ** 31:
                    found.append(ctypes.c_uint64.from_address(start + 4096 + 16).value != 0)
            return found

        """;

    public static IEnumerable<object[]> Guests => Tests.Guests.WithoutEvents();

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_way_that_is_gone_at_last_is_recorded_after_thousands_that_passed_its_probe(Interpreter guest)
    {
        const string Rest = """
            for i in range(3000): name("abc.", 0)
            print(passes())
            """;
        var passed = Measured.Run(guest, Name + Passes + Rest);
        var taken = Measured.Run(guest, Name + Passes + Rest + "\nname('abc', 0)\n");
        Assert.AreEqual("[True]\n[True]\n", passed.Output + taken.Output);
        Assert.AreNotEqual(ArmsOfName(passed), ArmsOfName(taken));
        Assert.AreEqual(ArmsOfName(Measured.Run(guest, Name + "\nname('abc', 0); name('abc.', 0)\n")), ArmsOfName(taken));
    }

    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void Code_that_lies_where_other_code_lay_is_recorded_whichever_ways_passed_there(Interpreter guest)
    {
        var measured = Measured.Run(guest, """
            source = '''def work(count, last):
                while count:
                    count -= 1
                    if count == 1:
                        break
                return last
            '''
            places = set()
            for i in range(300):
                names = {}
                exec(compile("\n" * 6 * i + source, __file__.replace("main", "made"), "exec"), names)
                places.add(id(names["work"].__code__))
                for _ in range(100): names["work"](5, 0)
                if i % 2: names["work"](1, 0)
            print(len(places) < 300)

            """);
        Assert.AreEqual("True\n", measured.Output);
        var arms = measured.Codes("made.py").Where(code => code.QualifiedName == "work").OrderBy(code => code.FirstLine).Select(RecordedArms.OfAll).ToArray();
        Assert.HasCount(300, arms);
        CollectionAssert.AreEqual(Enumerable.Range(0, 300).Select(i => arms[i % 2]).ToArray(), arms);
        Assert.AreNotEqual(arms[0], arms[1]);
        Assert.HasCount(1800, measured.ExecutedLines("made.py"));
    }

    /// <summary>Who traces is told of each line where a probe is passed, too.</summary>
    [TestMethod]
    [DynamicData(nameof(Guests))]
    public void A_trace_function_sees_the_lines_of_probes_that_are_passed(Interpreter guest)
    {
        const string Program = Name + """

            import sys
            for i in range(3000): name("ab.", 0)
            seen = []
            def trace(frame, event, argument):
                seen.append((event, frame.f_lineno, frame.f_lasti))
                frame.f_trace_opcodes = True
                return trace
            sys.settrace(trace)
            name("abc.", 0)
            sys.settrace(None)
            print(seen)
            """;
        Assert.AreEqual(guest.RunIn("/", ["-c", Program]), Measured.Run(guest, Program).Output);
    }

    private static string ArmsOfName(Measured measured) => RecordedArms.OfAll(measured.Codes("main.py").Single(code => code.QualifiedName == "name"));
}
