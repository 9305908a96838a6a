using System.Text;

namespace Onceover.Cli.Configuration;

/// <summary>Splits a line as a POSIX shell splits words: quotes and backslashes, no expansions.</summary>
internal static class ShellWords
{
    /// <exception cref="MistakeException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string line)
    {
        List<string> words = [];
        StringBuilder? word = null;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case ' ' or '\t' or '\n' or '\r':
                    if (word is not null)
                    {
                        words.Add(word.ToString());
                        word = null;
                    }

                    break;
                case '\'':
                    var close = line.IndexOf('\'', i + 1);
                    (word ??= new StringBuilder()).Append(line, i + 1, (close < 0 ? throw Unclosed(line) : close) - i - 1);
                    i = close;
                    break;
                case '"':
                    word ??= new StringBuilder();
                    for (i++; ; i++)
                    {
                        if (i >= line.Length)
                        {
                            throw Unclosed(line);
                        }

                        if (line[i] == '"')
                        {
                            break;
                        }

                        // Inside double quotes a backslash escapes only these two.
                        if (line[i] == '\\' && i + 1 < line.Length && line[i + 1] is '"' or '\\')
                        {
                            i++;
                        }

                        word.Append(line[i]);
                    }

                    break;
                case '\\' when i + 1 < line.Length:
                    (word ??= new StringBuilder()).Append(line[++i]);
                    break;
                default:
                    (word ??= new StringBuilder()).Append(line[i]);
                    break;
            }
        }

        if (word is not null)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static MistakeException Unclosed(string line) => new(Mistakes.CommandLineNotClosed(line));
}
