using System.Text;
using Onceover.Model;

namespace Onceover.Fleet.Tests;

/// <summary>A run as text, in which equal runs are equal and a difference can be read.</summary>
internal static class RunText
{
    public static string Of(Run run)
    {
        var text = new StringBuilder($"{run.Branches} roots {string.Join(',', run.Roots)} notes {string.Join(',', run.Notes)}\n");
        foreach (var facts in run.Files.Values)
        {
            text.Append(null, $"{facts.Path} {facts.Hash}\n");
            foreach (var (python, countable) in facts.Countable)
            {
                text.Append(null, $"  {python}: {countable.Statements} {countable.Branches} {countable.Conditions} unknown {countable.Unknown}\n");
            }

            foreach (var (observer, executed) in facts.Executed)
            {
                text.Append(null, $"  {observer.Interpreter} '{observer.Context}' ran {executed.Lines} {executed.Branches} true {executed.SeenTrue} false {executed.SeenFalse} unknown {executed.Unknown}\n");
            }
        }

        return text.ToString();
    }
}
