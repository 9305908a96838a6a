using System.Runtime.CompilerServices;

namespace Onceover.Reports.Tests;

/// <summary>Files under fixtures/, found from where this source lies.</summary>
internal static class Fixture
{
    public static string Folder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../fixtures"));

    public static string PathOf(string name) => Path.Combine(Folder(), name);

    public static string Text(string name) => File.ReadAllText(PathOf(name));
}
