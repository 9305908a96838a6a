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
                    using (words.During($"drawing {format.Name}"))
                    {
                        pages.Write(report, options, Path.GetFullPath(path));
                    }

                    words.Note($"wrote {Path.Combine(path, pages.Entry)}");
                    break;
                case FileFormat { Appends: true } shared when path != Standard:
                    Append(path, stream => shared.Write(report, options, stream));
                    words.Note($"wrote {path}");
                    break;
                case FileFormat file:
                    WriteFile(path, stream => file.Write(report, options, stream), words);
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

    /// <summary>Writes one stream of bytes to a file or to standard output.</summary>
    /// <exception cref="MistakeException">It cannot be written.</exception>
    public static void WriteFile(string path, Action<Stream> write, Words words)
    {
        try
        {
            if (path == Standard)
            {
                using var output = new BufferedStream(Screens.OpenOutput(), 1 << 16);
                write(output);
                return;
            }

            CreateFolderOf(path);
            AtomicFile.Write(path, write);
            words.Note($"wrote {path}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.CannotWrite(path == Standard ? "standard output" : path, error.Message));
        }
    }

    private static void Append(string path, Action<Stream> write)
    {
        CreateFolderOf(path);
        using var shared = new FileStream(path, FileMode.Append);
        write(shared);
    }

    private static void CreateFolderOf(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }
    }
}
