using Onceover.EndToEnd.Tests.Machine;
using Onceover.EndToEnd.Tests.Programs;

namespace Onceover.EndToEnd.Tests;

/// <summary>Packages that multiply processes or switch stacks in ways of their own, as they are installed.</summary>
[TestClass]
public sealed class ConcurrencyLibraryTests
{
    private static readonly Guest Python = Guest.Of("python3.14");

    [TestMethod]
    public async Task Greenlets_are_recorded() => Assert.AreEqual(
        "1: ran\n2: ran\n3: ran\n4: ran\n5: missed\n6: ran\n7: ran\n8: ran\n9: ran\n10: ran\n11: ran\n12: ran",
        await FiguresAsync("""
            from greenlet import greenlet
            def one():
                other = 1
                two_green.switch()
                return "never resumed"
            def two():
                here = 1
                one_green.parent.switch()
            one_green = greenlet(one)
            two_green = greenlet(two)
            one_green.switch()
            done = 1
            """));

    [TestMethod]
    public async Task What_gevent_switches_between_is_recorded() => Assert.AreEqual(
        "1: ran\n2: ran\n3: ran\n4: ran\n5: ran, 6 taken, -4 taken\n6: ran\n7: ran\n8: ran\n9: ran\n10: ran",
        await FiguresAsync("""
            from gevent import monkey
            monkey.patch_all()
            import threading, time
            def work(n):
                for i in range(n):
                    time.sleep(0)
            import gevent
            jobs = [gevent.spawn(work, 3) for _ in range(3)] + [threading.Thread(target=work, args=(2,))]
            jobs[-1].start()
            gevent.joinall(jobs[:-1])
            """));

    [TestMethod]
    public async Task Workers_of_pytest_xdist_are_measured()
    {
        using var scratch = new Scratch();
        scratch.Write("test_it.py", "import pytest\n@pytest.mark.parametrize('n', range(6))\ndef test_n(n):\n    if n == 5:\n        assert True\n    else:\n        assert n < 5\n");
        var outcome = (await RunAsync(scratch, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "test_it.py")).Expecting(0);
        StringAssert.Contains(outcome.Output, "6 passed");
        Assert.AreEqual(
            "1: ran\n2: ran\n3: ran\n4: ran, 5 taken, 7 taken\n5: ran\n7: ran",
            (await new Measurement(scratch).FiguresAsync("test_it.py")).ToString());
    }

    private static async Task<string> FiguresAsync(string program)
    {
        using var scratch = new Scratch();
        scratch.Write("program.py", program);
        (await RunAsync(scratch, "program.py")).Expecting(0);
        return (await new Measurement(scratch).FiguresAsync("program.py")).ToString();
    }

    private static Task<Outcome> RunAsync(Scratch scratch, params string[] arguments) =>
        new Command(Repository.Onceover, ["run", "--source", ".", "--", Python.Path, .. arguments])
        {
            Folder = scratch.Folder,
            Environment = new Dictionary<string, string?> { ["PYTHONPATH"] = Path.Combine(Guest.Folder, "tools") },
        }.RunAsync();
}
