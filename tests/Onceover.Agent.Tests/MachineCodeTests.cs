using System.Runtime.Versioning;
using Onceover.Testing;

namespace Onceover.Agent.Tests;

/// <summary>Guests that compile to machine code: what is recorded, beside what is without.</summary>
[TestClass]
[SupportedOSPlatform("linux")]
public sealed class MachineCodeTests
{
    private static Setup WithCompiler { get; } = new() { Environment = [("PYTHON_JIT", "1")] };

    public static IEnumerable<object[]> Compiling => Tests.Guests.All().Where(guest =>
        ((Interpreter)guest[0]).Minor >= 14 && ((Interpreter)guest[0]).RunIn("/", ["-c", "import sys; print(sys._jit.is_available())"]) == "True\n");

    [TestMethod]
    [DynamicData(nameof(Compiling))]
    public void The_end_of_a_loop_that_ran_as_machine_code_is_recorded(Interpreter guest)
    {
        const string Program = """
            def counted(n):
                total = 0
                for i in range(n):
                    total += 1
                return total
            def nested(n):
                total = 0
                for i in range(n):
                    for j in (1, 2):
                        if j == 3:
                            total += 5
                        total += 1
                return [one for one in range(n)]
            def waiting(n):
                while n:
                    n -= 1
                    if n == 7:
                        n -= 1
                return n
            counted(1 << 17)
            nested(1 << 15)
            waiting(1 << 17)
            """;
        Assert.AreEqual(Arms(Measured.Run(guest, Program)), Arms(Measured.Run(guest, Program, WithCompiler)));
    }

    [TestMethod]
    [DynamicData(nameof(Compiling))]
    public void A_long_loop_that_has_no_items_ends_where_it_ends(Interpreter guest)
    {
        var body = string.Concat(Enumerable.Repeat("        total += 1\n", 60));
        var program = $"""
            def work(items):
                total = 0
                for item in items:
            {body}    return total
            for n in range(6000):
                work(())
            print(work((1,)) if ITEMS else work(()))
            """.Replace("\n            ", "\n", StringComparison.Ordinal);
        foreach (var items in (string[])["True", "False"])
        {
            var text = program.Replace("ITEMS", items, StringComparison.Ordinal);
            var compiled = Measured.Run(guest, text, WithCompiler);
            var plain = Measured.Run(guest, text);
            Assert.AreEqual(plain.Output, compiled.Output);
            Assert.AreEqual(Arms(plain), Arms(compiled));
        }
    }

    private static string Arms(Measured measured) =>
        string.Join('\n', measured.Codes("main.py").Select(code => $"{code.QualifiedName}: {string.Join(' ', code.ExecutedLines)}; {RecordedArms.OfAll(code)}").Distinct().Order(StringComparer.Ordinal));
}
