using System.Globalization;

namespace Onceover.Model;

/// <summary>A CPython feature version such as 3.14: what decides a file's statements, since compilers differ between minors.</summary>
public readonly record struct InterpreterVersion(int Major, int Minor) : IComparable<InterpreterVersion>
{
    private const string UnknownText = "unknown";

    /// <summary>For data of formats that do not record it.</summary>
    public static InterpreterVersion Unknown => default;

    public bool IsKnown => this != Unknown;

    public int CompareTo(InterpreterVersion other) =>
        Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public static bool operator <(InterpreterVersion left, InterpreterVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(InterpreterVersion left, InterpreterVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(InterpreterVersion left, InterpreterVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(InterpreterVersion left, InterpreterVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Such as <c>3.14</c>, or <c>unknown</c>.</summary>
    public override string ToString() => IsKnown ? string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}") : UnknownText;

    public static bool TryParse(string? text, out InterpreterVersion version)
    {
        version = default;
        if (text == UnknownText)
        {
            return true;
        }

        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 1
            || !int.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || !int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
        {
            return false;
        }

        version = new InterpreterVersion(major, minor);
        return true;
    }
}
