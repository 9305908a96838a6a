using System.Text;
using Spectre.Console;

namespace Onceover.Cli;

/// <summary>
/// What we say to a person, on standard error. In a pipe plain lines that begin with <c>onceover: </c>; on a terminal the same with a little
/// colour, and progress where it takes long. Nothing is opened before there is something to say.
/// </summary>
internal sealed class Words(bool quiet) : IDisposable
{
    /// <summary>Fewer parts are done before a bar is seen.</summary>
    private const int WorthABar = 20;

    private readonly Lazy<StreamWriter> error = new(() => new StreamWriter(
        Reporting.Screens.OpenError(), new UTF8Encoding(false))
    { AutoFlush = true, NewLine = "\n" });

    private readonly HashSet<string> warned = new(StringComparer.Ordinal);

    /// <summary>Something that a person should know and that <c>-q</c> does not want to hear.</summary>
    public void Note(string text)
    {
        if (!quiet)
        {
            Write($"onceover: {text}", Color.Grey);
        }
    }

    /// <summary>Something that makes the figures other than they seem; once, however often it is said.</summary>
    public void Warn(string text)
    {
        if (!quiet && warned.Add(text))
        {
            Write($"onceover: warning: {text}", Color.Yellow);
        }
    }

    /// <summary>What the exit code says, in words.</summary>
    public void Fail(string text) => Write($"onceover: {text}", Color.Red);

    /// <summary>The same in several lines.</summary>
    public void Fail(IEnumerable<string> lines) => Write($"onceover: {string.Join('\n', lines)}", Color.Red);

    /// <summary>A line that a program reads in the log of a CI job: with nothing before it, and not silenced.</summary>
    public void Log(string line) => Write(line, Color.Default);

    public void Say(Mistake mistake) => Write(mistake.ToString(), Color.Red);

    /// <summary>Does a long piece of work, with a bar on a terminal.</summary>
    /// <param name="what">In a word or two.</param>
    /// <param name="count">How many parts it has.</param>
    /// <param name="work">Calls what it is given after each part, from any thread.</param>
    public T Watch<T>(string what, int count, Func<Action, T> work)
    {
        if (quiet || count < WorthABar || Launching.Libc.IsTerminal(2) != 1)
        {
            return work(() => { });
        }

        return LiveConsole().Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask(what, maxValue: count);
            return work(() => task.Increment(1));
        });
    }

    /// <summary>
    /// On a terminal a line says what is done if it takes long, and is gone when what this returns is disposed. The cursor stays as it is:
    /// whoever ends the process in the meantime finds the terminal in order.
    /// </summary>
    /// <param name="what">What is done, such as <c>collecting</c>. Nothing else is said in the meantime.</param>
    public IDisposable? During(string what) =>
        quiet || Launching.Libc.IsTerminal(2) != 1 ? null : new PassingLine(LiveConsole, $"onceover: {what} …");

    public void Dispose()
    {
        if (error.IsValueCreated)
        {
            error.Value.Dispose();
        }
    }

    private IAnsiConsole LiveConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new TerminalOutput(error.Value),
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
    });

    private void Write(string text, Color color)
    {
        try
        {
            if (Launching.Libc.IsTerminal(2) == 1)
            {
                WriteColored(text, color);
            }
            else
            {
                error.Value.WriteLine(text);
            }
        }
        catch (IOException)
        {
            // Nobody listens; the exit code still tells.
        }
    }

    private void WriteColored(string text, Color color)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new TerminalOutput(error.Value) });
        console.WriteLine(text, new Style(color));
    }
}
