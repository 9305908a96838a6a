using Onceover.Model;

namespace Onceover.Fleet.Tests;

/// <summary>What the machines of a fleet saw of one program.</summary>
internal static class Fleets
{
    /// <summary>Most lines are every machine's, some are some machines', and one is this machine's alone.</summary>
    /// <param name="machine">0 to 255.</param>
    /// <param name="files">Of 300 statements each.</param>
    public static Run Run(int machine, int files)
    {
        var python = new InterpreterVersion(3, 14);
        var statements = LineSet.From(Enumerable.Range(1, 300));
        var arcs = ArcSet.From(Enumerable.Range(1, 40).SelectMany(line => (Arc[])[new(line, line + 1), new(line, line + 2)]));
        return Model.Run.Of(Enumerable.Range(0, files).Select(file =>
        {
            var facts = FileFacts.Of($"/app/m{file}.py", ContentHash.OfBytes([(byte)file]));
            var lines = LineSet.From(Enumerable.Range(1, 30).Select(line => line + (machine % 7)).Append(45 + (machine + file) % 255));
            return facts with
            {
                Countable = facts.Countable.Add(python, new Countable(statements, arcs)),
                Executed = facts.Executed.Add(new Observer(python, ""), new Executed(lines, arcs.LeavingAny(LineSet.Of(1 + (machine % 40))))),
            };
        }));
    }
}
