namespace Onceover.Analysis;

/// <summary>The letters in front of a string's quote.</summary>
[Flags]
internal enum StringPrefix : byte
{
    None = 0,
    Raw = 1,
    Bytes = 2,

    /// <summary>f or t: replacement fields are code.</summary>
    Template = 4,
}

internal static class StringPrefixes
{
    extension(StringPrefix)
    {
        /// <summary>What one or two letters say together; null if they are no prefix.</summary>
        public static StringPrefix? Of(ReadOnlySpan<byte> letters)
        {
            if (letters is [(byte)'u' or (byte)'U'])
            {
                return StringPrefix.None;
            }

            var prefix = StringPrefix.None;
            foreach (var letter in letters)
            {
                var one = (char)(letter | 0x20) switch
                {
                    'r' => StringPrefix.Raw,
                    'b' => StringPrefix.Bytes,
                    'f' or 't' => StringPrefix.Template,
                    _ => StringPrefix.None,
                };
                if (one == StringPrefix.None || (prefix & one) != 0)
                {
                    return null;
                }

                prefix |= one;
            }

            const StringPrefix neither = StringPrefix.Bytes | StringPrefix.Template;
            return (prefix & neither) == neither ? null : prefix;
        }
    }
}
