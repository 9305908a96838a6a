using System.Text;

namespace Onceover.Reports;

/// <summary>Text as our formats write it: UTF-8 without a byte order mark, lines that end in a line feed.</summary>
public static class Utf8Text
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A writer that leaves <paramref name="output"/> open; dispose of it to flush. Unpaired surrogates become U+FFFD.</summary>
    public static StreamWriter Writer(Stream output) =>
        new(output, Encoding, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };

    /// <summary>A name on one line: control characters, which would end or forge a record, become '?'.</summary>
    public static string OnOneLine(string name) =>
        name.Any(char.IsControl) ? string.Concat(name.Select(c => char.IsControl(c) ? '?' : c)) : name;
}
