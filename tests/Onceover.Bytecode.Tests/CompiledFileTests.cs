using System.Globalization;
using System.Text;
using CsCheck;
using Onceover.Testing;

namespace Onceover.Bytecode.Tests;

[TestClass]
public sealed class CompiledFileTests
{
    [TestMethod]
    [DynamicData(nameof(Interpreter.Rows), typeof(Interpreter))]
    public void A_compiled_file_gives_the_code_that_the_interpreter_compiled(Interpreter interpreter)
    {
        var folder = Directory.CreateTempSubdirectory("onceover-test-");
        try
        {
            var rows = interpreter.Run(Interpreter.Beside("Guest/compile_files.py"), "100", folder.FullName).TrimEnd('\n').Split('\n');
            foreach (var row in rows)
            {
                var fields = row.Split('\t');
                var source = File.ReadAllBytes(fields[0]);
                var modified = long.Parse(fields[1], CultureInfo.InvariantCulture);
                Assert.AreEqual(fields[4], NamesIn(File.ReadAllBytes(fields[2]), interpreter.Minor, source, modified), fields[0]);
                Assert.AreEqual(fields[4], NamesIn(File.ReadAllBytes(fields[3]), interpreter.Minor, source, modified), fields[0]);
            }

            Assert.IsGreaterThan(80, rows.Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Interpreter.Rows), typeof(Interpreter))]
    public void A_compiled_file_of_another_source_or_version_is_refused(Interpreter interpreter)
    {
        var folder = Directory.CreateTempSubdirectory("onceover-test-");
        try
        {
            var fields = interpreter.Run(Interpreter.Beside("Guest/compile_files.py"), "1", folder.FullName).Split('\n')[0].Split('\t');
            var source = File.ReadAllBytes(fields[0]);
            var modified = long.Parse(fields[1], CultureInfo.InvariantCulture);
            var timed = File.ReadAllBytes(fields[2]);
            var hashed = File.ReadAllBytes(fields[3]);
            Assert.AreEqual("", NamesIn(timed, interpreter.Minor, source, modified + 1));
            Assert.AreEqual("", NamesIn(timed, interpreter.Minor, [.. source, 10], modified));
            Assert.AreEqual("", NamesIn(hashed, interpreter.Minor, [.. source, 10], modified));
            Assert.AreEqual("", NamesIn(timed, interpreter.Minor == 15 ? 14 : interpreter.Minor + 1, source, modified));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Damage_anywhere_is_survived()
    {
        var folder = Directory.CreateTempSubdirectory("onceover-test-");
        try
        {
            var interpreter = Interpreter.Required(15);
            var fields = interpreter.Run(Interpreter.Beside("Guest/compile_files.py"), "1", folder.FullName).Split('\n')[0].Split('\t');
            var marshalled = File.ReadAllBytes(fields[2])[16..];
            Gen.Select(Gen.Int[0, marshalled.Length - 1], Gen.Byte, Gen.Int[0, marshalled.Length]).Sample((at, value, length) =>
            {
                var damaged = marshalled[..length];
                if (at < length)
                {
                    damaged[at] = value;
                }

                _ = MarshalReader.ReadCode(damaged, 15)?.WithNested().Count();
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Any_bytes_are_survived() => Gen.Byte.Array[0, 500].Sample(bytes => { _ = MarshalReader.ReadCode(bytes, 11); });

    [TestMethod]
    public void Nesting_without_end_is_refused() =>
        Assert.IsNull(MarshalReader.ReadCode(Enumerable.Repeat(new byte[] { (byte)')', 1 }, 100_000).SelectMany(pair => pair).ToArray(), 14));

    private static string NamesIn(byte[] content, int minor, byte[] source, long modified)
    {
        var code = CompiledFile.ReadCode(content, minor, source, modified);
        var names = code?.WithNested().Select(it => $"{it.QualifiedName}:{it.FirstLine}") ?? [];
        return Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(string.Join(' ', names)));
    }
}
