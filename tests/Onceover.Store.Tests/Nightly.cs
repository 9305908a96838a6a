namespace Onceover.Store.Tests;

/// <summary>How much a test does: <c>ONCEOVER_NIGHTLY</c> says that there is time.</summary>
internal static class Nightly
{
    public static int Or(int usually, int atNight) => Environment.GetEnvironmentVariable("ONCEOVER_NIGHTLY") is null ? usually : atNight;
}
