using System.Collections.Immutable;
using System.Text;
using Onceover.Model;

namespace Onceover.Analysis;

/// <summary>The functions and classes of a file, wherever they are defined. Recursion is one level per indentation.</summary>
internal readonly ref struct RegionFinder
{
    private readonly ReadOnlySpan<byte> text;
    private readonly ReadOnlySpan<Statement> statements;
    private readonly List<RegionBuilder> found;

    private RegionFinder(SourceStructure structure)
    {
        text = structure.Source.Bytes;
        statements = structure.Statements;
        found = [];
    }

    public static ImmutableArray<Region> Find(SourceStructure structure)
    {
        var finder = new RegionFinder(structure);
        finder.Suites(structure.Statements[0], new Place(null, null, null));
        return [.. finder.found.Select(region => region.ToRegion())];
    }

    private void Suites(in Statement statement, in Place place)
    {
        Suite(statement.Body, place);
        Suite(statement.Clauses, place);
        Suite(statement.Else, place);
        Suite(statement.Finally, place);
    }

    private void Suite(int first, in Place place)
    {
        for (var i = first; i != Statement.None; i = statements[i].Next)
        {
            ref readonly var statement = ref statements[i];
            Count(statement, place);
            switch (statement.Kind)
            {
                case StatementKind.Function:
                    Function(statement, place);
                    break;
                case StatementKind.Class:
                    var type = new RegionBuilder(RegionKind.Class, NameOf(statement, place), statement.HeaderLine);
                    found.Add(type);
                    Suite(statement.Body, new Place(type.Name, place.Function, type));
                    break;
                case StatementKind.If:
                    Suite(statement.Body, place);
                    if (Elif.Is(statements, statement))
                    {
                        // Along the chain, which can be long, instead of down.
                        Elifs(statement.Else, place);
                    }
                    else
                    {
                        Suite(statement.Else, place);
                    }

                    break;
                case < StatementKind.Function:
                    Suites(statement, place);
                    break;
            }
        }
    }

    private void Elifs(int first, in Place place)
    {
        for (var i = first; i != Statement.None; i = Elif.After(statements, i))
        {
            Count(statements[i], place);
            Suite(statements[i].Body, place);
            if (!Elif.Is(statements, statements[i]))
            {
                Suite(statements[i].Else, place);
            }
        }
    }

    /// <summary>A statement that chooses makes its function more complex.</summary>
    private static void Count(in Statement statement, in Place place)
    {
        if (place.Function is { } function
            && statement is { Kind: StatementKind.If or StatementKind.While or StatementKind.For or StatementKind.Handler or StatementKind.Case, Test: Truth.Unknown })
        {
            function.Complexity++;
        }
    }

    private void Function(in Statement statement, in Place place)
    {
        var body = new LineRange(statements[statement.Body].Line, statement.EndLine);
        var function = new RegionBuilder(RegionKind.Function, NameOf(statement, place), statement.HeaderLine);
        found.Add(function);
        place.Function?.Holes.Add(body);
        Suite(statement.Body, new Place(function.Name, function, place.Owner));
        function.AddWithoutHoles(body);
        place.Owner?.Ranges.AddRange(function.Ranges);
    }

    private string NameOf(in Statement statement, in Place place)
    {
        var name = Encoding.UTF8.GetString(text[statement.Name]);
        return place.Name is null ? name : $"{place.Name}.{name}";
    }

    /// <summary>Where a definition stands.</summary>
    /// <param name="Name">The qualified name of what it is in; null in the module.</param>
    /// <param name="Function">The innermost function it is in.</param>
    /// <param name="Owner">The class that the lines of a function here belong to.</param>
    private readonly record struct Place(string? Name, RegionBuilder? Function, RegionBuilder? Owner);
}
