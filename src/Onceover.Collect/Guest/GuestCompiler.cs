using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Onceover.Bytecode;

namespace Onceover.Collect;

/// <summary>The code that an interpreter compiled from a source, or why there is none.</summary>
/// <param name="Code">Null if it cannot be compiled.</param>
/// <param name="Problem">In words for a person, without the file's name: <c>line 3: invalid syntax</c>.</param>
/// <param name="Decisions">Empty unless they were asked for.</param>
internal readonly record struct Compilation(CodeObject? Code, string? Problem, DecisionTable Decisions)
{
    public static Compilation Of(CodeObject code) => new(code, null, DecisionTable.Empty);

    public static Compilation Failed(string problem) => new(null, problem, DecisionTable.Empty);
}

/// <summary>Lets an interpreter compile sources that it did not run. Its processes are started when needed and kept for the next source.</summary>
internal sealed class GuestCompiler(string executable, int minor) : IDisposable
{
    private readonly ConcurrentBag<GuestCompilerProcess> idle = [];

    public int Minor => minor;

    /// <summary>Compiles without running anything of it. Never throws for what the interpreter does.</summary>
    public Compilation Compile(ReadOnlySpan<byte> source) => Ask('c', source);

    /// <summary>Compiles as <c>-O</c> (1) or <c>-OO</c> (2) does: without assertions, <c>if __debug__</c>, docstrings.</summary>
    public Compilation CompileOptimised(ReadOnlySpan<byte> source, int level) => Ask(level == 1 ? '1' : '2', source);

    /// <summary>Compiles, and finds the decisions in its expressions.</summary>
    public Compilation CompileWithDecisions(ReadOnlySpan<byte> source) => Ask('d', source);

    public void Dispose()
    {
        while (idle.TryTake(out var process))
        {
            process.Dispose();
        }
    }

    private Compilation Ask(char request, ReadOnlySpan<byte> source)
    {
        GuestCompilerProcess? process = null;
        try
        {
            process = idle.TryTake(out var waiting) ? waiting : GuestCompilerProcess.Start(executable);
            var answer = process.Ask(request, source);
            idle.Add(process);
            return Read(answer);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            process?.Dispose();
            return Compilation.Failed($"{executable} could not compile it: {error.Message}");
        }
    }

    private Compilation Read(byte[] answer)
    {
        if (answer is [(byte)'c' or (byte)'d', ..])
        {
            var decisions = DecisionTable.Empty;
            var rest = answer.AsMemory(1);
            if (answer[0] == (byte)'d')
            {
                (decisions, var length) = DecisionTable.Read(rest.Span);
                rest = rest[length..];
            }

            return MarshalReader.ReadCode(rest, minor) is { } code
                ? new Compilation(code, null, decisions)
                : Compilation.Failed("the interpreter's code object is not understood");
        }

        var words = Encoding.UTF8.GetString(answer.AsSpan(Math.Min(1, answer.Length)));
        var blank = words.IndexOf(' ', StringComparison.Ordinal);
        var line = int.TryParse(words.AsSpan(0, Math.Max(0, blank)), CultureInfo.InvariantCulture, out var number) ? number : 0;
        return Compilation.Failed(line > 0 ? $"line {line}: {words[(blank + 1)..]}" : words[(blank + 1)..]);
    }
}
