using Spectre.Console;

namespace Onceover.Cli.Tests.Words;

[TestClass]
public sealed class PassingLineTests : IDisposable
{
    private readonly StringWriter screen = new();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Short_work_shows_nothing()
    {
        new PassingLine(Open, "onceover: collecting …").Dispose();

        Assert.AreEqual("", screen.ToString());
    }

    [TestMethod]
    public async Task Long_work_has_a_line_that_is_gone_when_it_is_done()
    {
        using (new PassingLine(Open, "onceover: collecting …"))
        {
            while (!screen.ToString().Contains("collecting", StringComparison.Ordinal))
            {
                await Task.Delay(20, TestContext.CancellationToken);
            }
        }

        Assert.EndsWith("\r\u001b[K", screen.ToString());
        Assert.DoesNotContain("\u001b[?25l", screen.ToString(), "the cursor is not hidden: nobody would show it again after a signal");
    }

    public void Dispose() => screen.Dispose();

    private IAnsiConsole Open() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(TextWriter.Synchronized(screen)),
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
    });
}
