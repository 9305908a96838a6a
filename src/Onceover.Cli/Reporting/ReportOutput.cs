using Onceover.Reports;
using Onceover.Store;

namespace Onceover.Cli.Reporting;

/// <summary>Brings a report to its place: a file, a folder or standard output.</summary>
internal static class ReportOutput
{
    public const string Standard = "-";

    /// <exception cref="MistakeException">The place cannot be written.</exception>
    public static void Write(ReportTarget target, CoverageReport report, ReportOptions options, Words words)
    {
        var (format, path) = target;
        try
        {
            switch (format)
            {
                case FolderFormat when path == Standard:
                    throw new MistakeException(Mistakes.FolderToOutput(format.Name));
                case FolderFormat pages:
                    pages.Write(report, options, Path.GetFullPath(path));
                    words.Note($"wrote {Path.Combine(path, pages.Entry)}");
                    break;
                case FileFormat file when path == Standard:
                    using (var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16))
                    {
                        file.Write(report, options, output);
                    }

                    break;
                case FileFormat file:
                    WriteFile(file, path, report, options);
                    words.Note($"wrote {path}");
                    break;
            }

            foreach (var line in format.LogLines(report, options, Path.GetFullPath(path)))
            {
                words.Log(line);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.CannotWrite(path == Standard ? "standard output" : path, error.Message));
        }
    }

    private static void WriteFile(FileFormat format, string path, CoverageReport report, ReportOptions options)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        if (format.Appends)
        {
            using var shared = new FileStream(path, FileMode.Append);
            format.Write(report, options, shared);
        }
        else
        {
            AtomicFile.Write(path, stream => format.Write(report, options, stream));
        }
    }
}
