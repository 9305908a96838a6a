using System.Text;

namespace Onceover.Store;

/// <summary>
/// What <c>agent/sitecustomize.py</c> leaves in the run folder where the interpreter cannot load the agent: one line that names the
/// interpreter and its version, UTF-8.
/// </summary>
public static class NoteFile
{
    private const int MaxLength = 4096;

    /// <summary>Reads a note; one that cannot be read still says that there was one.</summary>
    public static SpoolNote Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var bytes = new byte[MaxLength];
            var length = stream.ReadAtLeast(bytes, MaxLength, throwOnEndOfStream: false);
            var text = Encoding.UTF8.GetString(bytes, 0, length).Split('\n')[0].Trim();
            return new SpoolNote(SpoolNoteKind.UnsupportedPython, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new SpoolNote(SpoolNoteKind.UnsupportedPython, "");
        }
    }
}
