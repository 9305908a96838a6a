using System.Globalization;
using System.Text;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>
/// Reads LCOV tracefiles: those of coverage.py's wording, ours included, keep where a branch leads; of other tools' the number of branches
/// per line is kept. Records that say nothing about lines and branches (functions, totals) are passed over.
/// </summary>
public sealed class LcovReader
{
    private const string JumpsTo = "jump to line ";
    private const string ReturnsFrom = "return from function '";

    /// <summary>No record is longer; a longer one is no tracefile's.</summary>
    private const int MaxRecord = 1 << 20;

    private readonly List<FileFacts> files = [];
    private readonly List<(string Name, int First)> functions = [];
    private readonly List<(long Line, string Name, bool Taken)> branches = [];
    private bool anyBranches;
    private ForeignFile? file;

    private LcovReader()
    {
    }

    /// <exception cref="FormatException">It is no tracefile; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Run Read(Stream input)
    {
        var reader = new LcovReader();
        var number = 0;
        foreach (var line in Lines(input))
        {
            number++;
            try
            {
                reader.Take(line);
            }
            catch (FormatException error)
            {
                throw new FormatException($"line {number}: {error.Message}", error);
            }
        }

        if (reader.file is not null)
        {
            throw new FormatException($"it ends inside a record, after line {number}");
        }

        // A tracefile without a single branch was made without them.
        var unknown = reader.anyBranches ? Unknowns.None : Unknowns.Branches;
        return Run.Of(reader.files.Select(facts => facts with
        {
            Countable = facts.Countable.SetItem(
                InterpreterVersion.Unknown, facts.Countable[InterpreterVersion.Unknown] with { Unknown = unknown }),
            Executed = facts.Executed.SetItems(facts.Executed.Select(pair =>
                KeyValuePair.Create(pair.Key, pair.Value with { Unknown = pair.Value.Unknown | unknown }))),
        }));
    }

    private void Take(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var (record, value) = colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
        switch (record)
        {
            case "SF":
                file = file is null ? new ForeignFile(value) : throw new FormatException("SF inside a record");
                break;
            case "DA":
                TakeLine(value.Split(','));
                break;
            case "FN":
                TakeFunction(value.Split(',', 3));
                break;
            case "BRDA":
                TakeBranch(value);
                break;
            case "end_of_record":
                End();
                break;
            case "" or "TN" or "VER" or "LF" or "LH" or "FNDA" or "FNF" or "FNH" or "FNL" or "FNA" or "BRF" or "BRH" or "MCDC" or "MCF" or "MCH":
                break;
            default:
                if (!record.StartsWith('#'))
                {
                    throw new FormatException($"'{Shown(record)}' is no record of a tracefile");
                }

                break;
        }
    }

    private void TakeLine(string[] fields)
    {
        if (fields.Length < 2)
        {
            throw new FormatException("DA has too few fields");
        }

        // Counts below zero come from counters that overflowed in processes at once; the line ran.
        Current.AddLine(Number(fields[0]), double.TryParse(fields[1], CultureInfo.InvariantCulture, out var hits)
            ? hits != 0
            : throw new FormatException($"'{Shown(fields[1])}' is no number"));
    }

    private void TakeFunction(string[] fields)
    {
        if (fields.Length > 1)
        {
            functions.Add((fields[^1], (int)Math.Clamp(Number(fields[0]), 1, LineSet.MaxLine)));
        }
    }

    private void TakeBranch(string value)
    {
        // The name in the middle may have commas.
        var (first, second, last) = (value.IndexOf(',', StringComparison.Ordinal), 0, value.LastIndexOf(','));
        second = first < 0 ? -1 : value.IndexOf(',', first + 1);
        if (second < 0 || last <= second)
        {
            throw new FormatException("BRDA has too few fields");
        }

        _ = Current;
        anyBranches = true;
        branches.Add((Number(value[..first]), value[(second + 1)..last], value[(last + 1)..] is not ("-" or "0")));
    }

    private void End()
    {
        var current = Current;
        foreach (var line in branches.GroupBy(branch => branch.Line))
        {
            if (line.All(branch => Target(branch.Line, branch.Name) != 0))
            {
                foreach (var branch in line)
                {
                    current.AddBranch(branch.Line, Target(branch.Line, branch.Name), branch.Taken);
                }
            }
            else
            {
                current.AddBranches(line.Key, line.Count(), line.Count(branch => branch.Taken));
            }
        }

        files.Add(current.ToFacts(Unknowns.None));
        functions.Clear();
        branches.Clear();
        file = null;
    }

    /// <summary>Where a branch leads by its description, below zero for an exit, 0 if it does not say.</summary>
    private long Target(long line, string name) =>
        name.StartsWith(JumpsTo, StringComparison.Ordinal) ? Number(name[JumpsTo.Length..])
        : name == "exit the module" ? -1
        : name.StartsWith(ReturnsFrom, StringComparison.Ordinal) ? -FunctionAt(line, name[ReturnsFrom.Length..^1])
        : 0;

    /// <summary>The first line of the function of that unqualified name that starts last before a line.</summary>
    private int FunctionAt(long line, string name) => functions
        .Where(function => function.First <= line && (function.Name == name || function.Name.EndsWith("." + name, StringComparison.Ordinal)))
        .Select(function => function.First)
        .DefaultIfEmpty(1)
        .Max();

    private ForeignFile Current => file ?? throw new FormatException("there is no SF before it");

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{Shown(text)}' is no number");

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private static IEnumerable<string> Lines(Stream input)
    {
        using var text = new StreamReader(input, new UTF8Encoding(false));
        var line = new StringBuilder();
        var buffer = new char[1 << 14];
        for (var count = text.Read(buffer); count > 0; count = text.Read(buffer))
        {
            var start = 0;
            for (var end = Array.IndexOf(buffer, '\n', 0, count); end >= 0; end = Array.IndexOf(buffer, '\n', start, count - start))
            {
                yield return line.Append(buffer, start, end - start).ToString().TrimEnd('\r');
                line.Clear();
                start = end + 1;
            }

            line.Append(buffer, start, count - start);
            if (line.Length > MaxRecord)
            {
                throw new FormatException($"a record is longer than {MaxRecord} characters");
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString().TrimEnd('\r');
        }
    }
}
