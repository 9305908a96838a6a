using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Onceover.Model;
using Onceover.Store;
using Onceover.Testing;

namespace Onceover.Collect.Tests;

/// <summary>Spools made by a Python script that records as the agent does, for tests of what follows.</summary>
internal static class Recording
{
    /// <summary>Runs a script and gives what it executed of the files below a folder.</summary>
    public static Spool Of(Interpreter interpreter, string folder, params ReadOnlySpan<string> command)
    {
        var output = Path.GetTempFileName();
        try
        {
            interpreter.RunIn(folder, [Interpreter.Beside("record.py"), folder, output, .. command]);
            using var json = JsonDocument.Parse(File.ReadAllBytes(output));
            return Read(json.RootElement);
        }
        finally
        {
            File.Delete(output);
        }
    }

    public static RunFolderContent Content(params ReadOnlySpan<Spool> spools) => new([.. spools], [], []);

    private static Spool Read(JsonElement json)
    {
        var folders = json.GetProperty("folders");
        var files = new Dictionary<string, SpoolFile>();
        SpoolFile FileOf(string name)
        {
            if (!files.TryGetValue(name, out var file))
            {
                var isAbsolute = name.StartsWith('/');
                var folder = Text(folders, name);
                files[name] = file = new SpoolFile(
                    [.. Encoding.UTF8.GetBytes(name)],
                    isAbsolute ? [] : [.. Encoding.UTF8.GetBytes(folder)],
                    isAbsolute ? name : folder + "/" + name);
            }

            return file;
        }

        var process = new SpoolProcess(
            1, 0, json.GetProperty("hexversion").GetUInt32(), Text(json, "executable"), Text(json, "prefix"), Text(json, "base_prefix"),
            Text(json, "library"), "lib", Text(json, "folder"), "");
        var modules = json.GetProperty("modules").EnumerateArray()
            .Select(module => new SpoolModule(FileOf(module[0].GetString()!), LineSet.From(Numbers(module[1]))));
        var codes = json.GetProperty("codes").EnumerateArray().Select(code => CodeOf(code, FileOf(Text(code, "file"))));
        return new Spool("test.spool", process, [.. files.Values], [.. modules], [.. codes], [], default, []);
    }

    private static SpoolCode CodeOf(JsonElement code, SpoolFile file)
    {
        var bytecode = Convert.FromHexString(Text(code, "code"));
        var arms = new byte[bytecode.Length];
        foreach (var arm in Numbers(code.GetProperty("arms")))
        {
            arms[arm] = 1;
        }

        return new SpoolCode(
            file,
            code.GetProperty("first").GetInt32(),
            Text(code, "name"),
            code.GetProperty("flags").GetInt32(),
            [.. bytecode],
            [.. Convert.FromHexString(Text(code, "lines"))],
            [.. Convert.FromHexString(Text(code, "exceptions"))],
            LineSet.From(Numbers(code.GetProperty("executed"))),
            ImmutableArray.Create(arms));
    }

    private static IEnumerable<int> Numbers(JsonElement array) => array.EnumerateArray().Select(it => it.GetInt32());

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
