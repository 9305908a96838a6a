using System.Text;

namespace Onceover.Analysis;

/// <summary>Python's names for encodings. Those that are not a superset of ASCII (UTF-16, UTF-32) are none: CPython refuses them in a source.</summary>
internal static class Codec
{
    public static bool IsUtf8(string name) => Normalize(name) is "utf-8" or "utf8" or "u8" or "utf" or "utf8-ucs2" or "utf8-ucs4"
        or "cp65001" or "utf-8-sig" || Normalize(name).StartsWith("utf-8-", StringComparison.Ordinal);

    /// <summary>A strict decoder, or null if there is none of that name.</summary>
    public static Encoding? Find(string name)
    {
        var normal = Normalize(name);
        var known = normal switch
        {
            "latin-1" or "latin1" or "latin" or "l1" or "8859" or "cp819" or "iso8859" or "iso8859-1" or "iso-8859-1" => "iso-8859-1",
            "ascii" or "us-ascii" or "646" or "ansi-x3.4-1968" => "us-ascii",
            "euc-jp" or "eucjp" or "ujis" => "euc-jp",
            "euc-kr" or "euckr" or "korean" => "euc-kr",
            "shift-jis" or "shiftjis" or "sjis" or "s-jis" or "cp932" or "ms932" or "windows-31j" => "shift_jis",
            "gbk" or "cp936" or "936" or "ms936" or "gb2312" or "chinese" or "euc-cn" => "gb2312",
            "gb18030" or "gb18030-2000" => "gb18030",
            "big5" or "big5-tw" or "cp950" or "950" or "ms950" => "big5",
            "koi8-r" => "koi8-r",
            "koi8-u" => "koi8-u",
            _ => CodePageName(normal),
        };
        if (known is null)
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? CodePageName(string normal)
    {
        var (prefix, target) = normal switch
        {
            _ when normal.StartsWith("windows-125", StringComparison.Ordinal) => ("windows-", "windows-"),
            _ when normal.StartsWith("cp125", StringComparison.Ordinal) => ("cp", "windows-"),
            _ when normal.StartsWith("iso-8859-", StringComparison.Ordinal) => ("iso-8859-", "iso-8859-"),
            _ when normal.StartsWith("iso8859-", StringComparison.Ordinal) => ("iso8859-", "iso-8859-"),
            _ when normal.StartsWith("cp", StringComparison.Ordinal) => ("cp", "ibm"),
            _ => ("", ""),
        };
        return prefix.Length == 0 ? null : target + normal[prefix.Length..];
    }

    private static string Normalize(string name) => name.ToLowerInvariant().Replace('_', '-');
}
