using System.Globalization;
using System.Numerics;

namespace Onceover.Model;

/// <summary>
/// How a percentage is shown and compared: rounded to <c>precision</c> digits by its exact binary value, ties to even, as Python does it.
/// The rules are coverage.py's.
/// </summary>
public static class Percentage
{
    /// <summary>More digits than a double of this range can tell apart.</summary>
    public const int MaxPrecision = 15;

    /// <summary>
    /// The text of <paramref name="percent"/> (0 to 100) without a sign. "0" and "100" stand for exactly that: what would only round to
    /// them shows as the nearest other value.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="precision"/> is not 0 to <see cref="MaxPrecision"/>.</exception>
    public static string Display(double percent, int precision)
    {
        var near0 = 1.0 / Math.Pow(10, precision);
        return percent > 0 && percent < near0 ? Fixed(near0, precision)
            : percent < 100 && percent > 100.0 - near0 ? Fixed(100.0 - near0, precision)
            : Fixed(percent, precision);
    }

    /// <summary>
    /// Whether <paramref name="percent"/> misses <paramref name="threshold"/>. A threshold of 100 needs exactly 100; below that the
    /// rounded percentage is compared.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A threshold outside of 0 to 100, or a precision as in <see cref="Display"/>.</exception>
    public static bool Misses(double percent, double threshold, int precision)
    {
        if (!(threshold is >= 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "a threshold lies between 0 and 100");
        }

        var exactly100 = threshold.Equals(100.0);
        return (exactly100 && !percent.Equals(100.0))
            || double.Parse(Fixed(percent, precision), CultureInfo.InvariantCulture) < threshold;
    }

    /// <summary>The decimal text of a value of 0 or more with <paramref name="digits"/> digits after the point.</summary>
    private static string Fixed(double value, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, MaxPrecision);
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(value), false, nameof(value));

        // value = mantissa / 2^shift: exact, where formatting by way of 15 decimal digits would round twice.
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52 & 0x7FF);
        var mantissa = (bits & 0xFFFFFFFFFFFFFL) | (exponent == 0 ? 0 : 1L << 52);
        var shift = 1075 - Math.Max(exponent, 1);
        var scaled = mantissa * BigInteger.Pow(10, digits);
        var rounded = shift <= 0 ? scaled << -shift : RoundedQuotient(scaled, BigInteger.One << shift);
        var text = rounded.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}";
    }

    private static BigInteger RoundedQuotient(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        var half = (remainder * 2).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
