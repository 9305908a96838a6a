using Onceover.Cli.Arguments;
using Onceover.Cli.Commands;

namespace Onceover.Cli.Tests.Arguments;

[TestClass]
public sealed class GuestWordsTests
{
    [TestMethod]
    [DataRow("pytest", 0, 1)]
    [DataRow("pytest -q --source x", 0, 4)]
    [DataRow("-m pytest --help", 0, 3)]
    [DataRow("-a -m pytest", 1, 2)]
    [DataRow("--source src app.py --branch", 2, 2)]
    [DataRow("--source=src app.py", 1, 1)]
    [DataRow("--source src -- app.py --append", 2, 2)]
    [DataRow("--python python3 --data-file d -q prog -q", 5, 2)]
    [DataRow("--branch -- -m x", 1, 2)]
    [DataRow("-- --", 0, 1)]
    [DataRow("--context -m pytest", 2, 1)]
    [DataRow("@file", 0, 1)]
    [DataRow("-a", 1, 0)]
    [DataRow("--", 0, 0)]
    [DataRow("", 0, 0)]
    public void Our_words_end_where_the_command_begins(string words, int ours, int guests) => Assert.AreEqual(
        (ours, guests),
        GuestWords.Split(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), new RunOptions().Command.Options));
}
