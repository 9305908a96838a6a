using System.Text.Json;
using Onceover.Model;

namespace Onceover.Reports;

/// <summary>Reads the data file of coverage.py 4: a marker, then JSON with <c>lines</c> or <c>arcs</c> by path. It knows no contexts.</summary>
public static class OldCoverageData
{
    /// <summary>How such a file begins.</summary>
    public static ReadOnlySpan<byte> Marker => "!coverage.py: This is a private format, don't read it directly!"u8;

    /// <exception cref="FormatException">It is not what the marker says, or damaged.</exception>
    public static Run Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes[Marker.Length..], new JsonDocumentOptions { MaxDepth = 8 });
            var arcs = json.RootElement.TryGetProperty("arcs", out var steps);
            var files = arcs ? steps : json.RootElement.TryGetProperty("lines", out var lines) ? lines : default;
            var paths = files.ValueKind == JsonValueKind.Object ? files.EnumerateObject().ToList() : [];
            var data = new MeasuredData();
            foreach (var file in files.ValueKind == JsonValueKind.Object ? files.EnumerateObject() : default)
            {
                var measured = data.Of(file.Name, "");
                measured.Add(Unknowns.Statements | Unknowns.Contexts | (arcs ? Unknowns.None : Unknowns.Branches));
                foreach (var item in file.Value.EnumerateArray())
                {
                    if (arcs)
                    {
                        measured.AddStep(item[0].GetInt64(), item[1].GetInt64());
                    }
                    else
                    {
                        measured.AddLine(item.GetInt64());
                    }
                }
            }

            return data.ToRun();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException($"it is no data file of coverage.py 4, or damaged: {error.Message}", error);
        }
    }
}
