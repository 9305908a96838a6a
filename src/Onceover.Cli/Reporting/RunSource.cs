using Onceover.Model;
using Onceover.Store;

namespace Onceover.Cli.Reporting;

/// <summary>Reads run files, and says in our words why one cannot be read.</summary>
internal static class RunSource
{
    /// <exception cref="MistakeException">There is none, or it is not usable.</exception>
    public static Run Read(string path)
    {
        try
        {
            return RunFile.Read(path);
        }
        catch (RunFileException error)
        {
            throw new MistakeException(Mistakes.DataFileRefused(error.Message));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MistakeException(Mistakes.DataFileNotThere(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MistakeException(Mistakes.DataFileUnreadable(path, error.Message));
        }
    }
}
