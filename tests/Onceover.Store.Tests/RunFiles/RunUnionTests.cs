using System.Text;
using CsCheck;
using Onceover.Model;

namespace Onceover.Store.Tests;

[TestClass]
public class RunUnionTests
{
    [TestMethod]
    public void The_union_of_files_is_the_union_of_their_runs() => Runs.Any.Array[1, 6].Sample(runs =>
    {
        using var folder = new TemporaryFolder();
        var paths = Written(folder, runs);
        return Runs.Same(RunUnion.Of(paths), runs.Aggregate((sum, next) => sum.Union(next)));
    });

    [TestMethod]
    public void Order_and_repetition_change_nothing() => Runs.Any.Array[1, 4].Sample(runs =>
    {
        using var folder = new TemporaryFolder();
        var paths = Written(folder, runs);
        return Runs.Same(RunUnion.Of(paths), RunUnion.Of([.. paths.Reverse(), .. paths]));
    });

    [TestMethod]
    public void Contents_with_the_same_table_unite_their_bits()
    {
        using var folder = new TemporaryFolder();
        var paths = Written(folder, [Runs.Small(executed: [1]), Runs.Small(executed: [2]), Runs.Small(executed: [1, 3])]);

        Assert.IsTrue(Runs.Same(Runs.Small(executed: [1, 2, 3]), RunUnion.Of(paths)));
    }

    [TestMethod]
    public void Two_spellings_of_one_name_are_one_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["run"], Encoding.UTF8.GetBytes(
            """{"format":"onceover","version":1,"files":[{"path":"a.py","executed":[{"python":"3.14","context":"t","lines":"Ag=="}]},"""
            + """{"path":"\u0061.py","executed":[{"python":"3.14","context":"\u0074","lines":"BA=="}]}]}"""));

        var file = RunUnion.Of([folder["run"]]).Files.Values.Single();

        Assert.AreEqual(LineSet.Of(1, 2), file.Executed[new Observer(new InterpreterVersion(3, 14), "t")].Lines);
    }

    [TestMethod]
    public void A_bad_file_among_good_ones_is_named()
    {
        using var folder = new TemporaryFolder();
        var paths = Written(folder, [.. Enumerable.Range(0, 8).Select(_ => Runs.Small(executed: [1]))]);
        File.WriteAllBytes(paths[5], "not ours"u8);

        var error = Assert.ThrowsExactly<RunFileException>(() => RunUnion.Of(paths));

        StringAssert.Contains(error.Message, paths[5]);
    }

    [TestMethod]
    public void Cancelling_ends_it()
    {
        using var folder = new TemporaryFolder();
        var paths = Written(folder, [Runs.Small()]);

        Assert.Throws<OperationCanceledException>(() => RunUnion.Of(paths, new CancellationToken(canceled: true)));
    }

    private static string[] Written(TemporaryFolder folder, Run[] runs)
    {
        var paths = runs.Select((_, index) => folder[$"{index}.json"]).ToArray();
        foreach (var (path, run) in paths.Zip(runs))
        {
            RunFile.Write(path, run);
        }

        return paths;
    }
}
