using Onceover.Cli.Commands;

namespace Onceover.Cli.Tests.Arguments;

[TestClass]
public sealed class RunOptionsTests
{
    [TestMethod]
    public void Lists_are_repeated_and_separated_by_commas()
    {
        var parsed = Parse("--source", "a,b", "--source=c", "--omit", "x/*, y/*", "prog");
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, parsed.Source!.ToList());
        CollectionAssert.AreEqual(new[] { "x/*", "y/*" }, parsed.Omit!.ToList());
        Assert.IsNull(parsed.Include);
    }

    [TestMethod]
    [DataRow("--branch", true)]
    [DataRow("--no-branch", false)]
    [DataRow("-q", null)]
    public void Branches_are_on_off_or_not_spoken_of(string option, bool? expected) =>
        Assert.AreEqual(expected, Parse(option, "prog").Branches);

    [TestMethod]
    [DataRow("contradict", "--branch", "--no-branch", "prog")]
    [DataRow("needs a value", "--data-file")]
    [DataRow("more than once", "--data-file", "a", "--data-file", "b", "prog")]
    public void What_is_not_understood_is_a_mistake_of_usage(string says, params string[] words)
    {
        var mistake = Assert.ThrowsExactly<MistakeException>(() => Parse(words)).Mistake;
        Assert.AreEqual(ExitCode.Usage, mistake.ExitCode);
    }

    [TestMethod]
    public void A_mistyped_option_is_guessed()
    {
        var mistake = Assert.ThrowsExactly<MistakeException>(() => Parse("--brnch", "prog")).Mistake;
        Assert.AreEqual("run has no option --brnch", mistake.Message);
        StringAssert.Contains(mistake.Hint, "--branch");
    }

    [TestMethod]
    public void A_word_with_an_at_sign_is_no_response_file() => Assert.AreEqual("@x", Parse("--context", "@x", "prog").Context);

    private static RunArguments Parse(params string[] words) => new RunOptions().Parse(words);
}
