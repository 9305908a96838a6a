using System.Globalization;
using System.Text;
using Onceover.Model;

namespace Onceover.Analysis;

/// <summary>Puts the branches of one file into words.</summary>
public sealed class BranchWording
{
    private readonly SourceStructure structure;
    private readonly Dictionary<int, Decision> decisions = [];
    private readonly Dictionary<int, string> scopes = [];

    /// <param name="structure">The file.</param>
    /// <param name="statements">Its statements, as an interpreter counts them: they decide where a decision leads.</param>
    public BranchWording(SourceStructure structure, LineSet statements)
    {
        this.structure = structure;
        foreach (var decision in structure.Decisions(statements))
        {
            decisions[decision.Line] = decision;
        }

        foreach (ref readonly var statement in structure.Statements)
        {
            if (statement.Kind is StatementKind.Function or StatementKind.Class)
            {
                var kind = statement.Kind == StatementKind.Function ? "function" : "class";
                scopes[statement.Line] = $"{kind} '{Encoding.UTF8.GetString(structure.Source.Bytes[statement.Name])}'";
            }
        }
    }

    /// <summary>Why a branch is missing, whose line did run.</summary>
    public BranchWords NeverTaken(Arc arc) => new(Jump(arc), Reason(arc));

    private string Jump(Arc arc)
    {
        var (from, to) = (structure.FirstLine(arc).From, structure.FirstLine(arc).To);
        return arc.IsExit
            ? string.Create(CultureInfo.InvariantCulture, $"line {from} never left {ScopeAt(-to)}")
            : string.Create(CultureInfo.InvariantCulture, $"line {from} never went to line {to}");
    }

    private string ScopeAt(int firstLine) => scopes.GetValueOrDefault(firstLine, "the module");

    private string Reason(Arc arc)
    {
        var normal = structure.FirstLine(arc);
        if (!decisions.TryGetValue(normal.From, out var decision) || (normal != decision.TrueArc && normal != decision.FalseArc))
        {
            return "";
        }

        return (decision.Kind, normal == decision.TrueArc) switch
        {
            (StatementKind.If, true) => "its condition was never true",
            (StatementKind.If, false) => "its condition was never false",
            (StatementKind.While, true) => "the loop was never entered",
            (StatementKind.While, false) => "the loop's condition never became false",
            (StatementKind.For, true) => "there was nothing to loop over",
            (StatementKind.For, false) => "the loop never came to its end",
            (_, true) => "its pattern never matched",
            (_, false) => "its pattern always matched",
        };
    }
}
