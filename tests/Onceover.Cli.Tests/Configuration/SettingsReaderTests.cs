using Onceover.Cli.Configuration;

namespace Onceover.Cli.Tests.Configuration;

[TestClass]
public sealed class SettingsReaderTests
{
    private const string Ini = """
        [run]
        branch = on
        source =
            src
            lib, more
        source_pkgs = pkg.a
        source_dirs = dir
        include = a/*
        omit = b/*,c/*
        data_file = ~/data
        relative_files = yes
        context = ctx
        command_line = -m pytest -q
        concurrency = thread
        parallel = true
        [report]
        exclude_also =
            raise NotImplementedError
            def __repr__\(self, a\):
        exclude_lines = pragma: none, really
        partial_also = xx$
        fail_under = 87.5
        precision = 2
        sort = -Miss
        format = markdown
        show_missing = 1
        skip_covered = True
        skip_empty = false
        ignore_errors = 0
        [html]
        directory = out
        title = It's $PROJECT
        [xml]
        output = cov.xml
        package_depth = 3
        [json]
        pretty_print = true
        [lcov]
        line_checksums = true
        [paths]
        one =
            src/
            */site-packages/
        """;

    private const string Toml = """
        [tool.coverage.run]
        branch = true
        source = ["src", "lib", "more"]
        source_pkgs = ["pkg.a"]
        source_dirs = ["dir"]
        include = ["a/*"]
        omit = ["b/*", "c/*"]
        data_file = "~/data"
        relative_files = true
        context = "ctx"
        command_line = "-m pytest -q"
        concurrency = ["thread"]
        parallel = true
        [tool.coverage]
        report.exclude_also = ["raise NotImplementedError", '''def __repr__\(self, a\):''']
        report.exclude_lines = ["pragma: none, really"]
        report.partial_also = ["xx$"]
        report.fail_under = 87.5
        report.precision = 2
        report.sort = "-Miss"
        report.format = "markdown"
        report.show_missing = true
        report.skip_covered = "true"
        report.skip_empty = false
        report.ignore_errors = false
        html = { directory = "out", title = "It's $PROJECT" }
        xml = { output = "cov.xml", package_depth = 3 }
        json.pretty_print = true
        lcov.line_checksums = true
        [tool.coverage.paths]
        one = ["src/", "*/site-packages/"]
        """;

    [TestMethod]
    [DataRow(".coveragerc", Ini)]
    [DataRow("pyproject.toml", Toml)]
    public void Both_languages_say_the_same(string name, string text)
    {
        var settings = Read(text, name)!;
        Assert.IsTrue(settings.Run.Branch);
        CollectionAssert.AreEqual(new[] { "src", "lib", "more" }, settings.Run.Source!.Value.ToArray());
        CollectionAssert.AreEqual(new[] { "pkg.a" }, settings.Run.SourcePackages.ToArray());
        CollectionAssert.AreEqual(new[] { "dir" }, settings.Run.SourceFolders.ToArray());
        CollectionAssert.AreEqual(new[] { "a/*" }, settings.Run.Include!.Value.ToArray());
        CollectionAssert.AreEqual(new[] { "b/*", "c/*" }, settings.Run.Omit!.Value.ToArray());
        Assert.AreEqual(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/data", settings.Run.DataFile);
        Assert.IsTrue(settings.Run.RelativeFiles);
        Assert.AreEqual("ctx", settings.Run.Context);
        Assert.AreEqual("-m pytest -q", settings.Run.CommandLine);
        CollectionAssert.AreEqual(
            new[] { "raise NotImplementedError", @"def __repr__\(self, a\):" }, settings.Report.ExcludeAlso.ToArray());
        CollectionAssert.AreEqual(new[] { "pragma: none, really" }, settings.Report.ExcludeLines!.Value.ToArray());
        CollectionAssert.AreEqual(new[] { "xx$" }, settings.Report.PartialAlso.ToArray());
        Assert.AreEqual(87.5, settings.Report.FailUnder);
        Assert.AreEqual(2, settings.Report.Precision);
        Assert.AreEqual("-Miss", settings.Report.Sort);
        Assert.AreEqual("markdown", settings.Report.Format);
        Assert.IsTrue(settings.Report is { ShowMissing: true, SkipCovered: true, SkipEmpty: false, IgnoreErrors: false });
        Assert.AreEqual("out", settings.Html.Directory);
        Assert.AreEqual("It's Onceover", settings.Html.Title);
        Assert.AreEqual(new XmlSettings { Output = "cov.xml", PackageDepth = 3 }, settings.Xml);
        Assert.IsTrue(settings.Json.PrettyPrint);
        Assert.IsTrue(settings.Lcov.LineChecksums);
        CollectionAssert.AreEqual(new[] { "src/", "*/site-packages/" }, settings.Paths.Single().ToArray());
        CollectionAssert.AreEqual(Array.Empty<string>(), settings.Warnings.ToArray());
    }

    [TestMethod]
    [DataRow(".coveragerc", "[run]\nbranch = true\nbrunch = 1\n", ".coveragerc:3: [run] brunch is not known and has no effect")]
    [DataRow("setup.cfg", "[coverage:report]\nx = 1\nprecision = 1\n", "setup.cfg:2: [coverage:report] x is not known and has no effect")]
    [DataRow("pyproject.toml", "[tool.coverage.xml]\noutput = 'x'\noutptu = 'x'\n", "pyproject.toml:3: [tool.coverage.xml] outptu is not known and has no effect")]
    public void An_unknown_key_is_warned_of_with_file_and_line(string name, string text, string warning) =>
        CollectionAssert.AreEqual(new[] { warning }, Read(text, name)!.Warnings.ToArray());

    [TestMethod]
    [DataRow(".coveragerc", "[run]\nbranch = true\n[reports]\nprecision = 1\n", ".coveragerc:3: [reports] is not known and has no effect")]
    [DataRow("setup.cfg", "[coverage:run]\nbranch = true\n[coverage:htlm]\ntitle = x\n", "setup.cfg:3: [coverage:htlm] is not known and has no effect")]
    [DataRow("pyproject.toml", "[tool.coverage.run]\nbranch = true\n[tool.coverage.raport]\nsort = 'x'\n", "pyproject.toml:3: [tool.coverage.raport] is not known and has no effect")]
    public void An_unknown_section_is_warned_of_with_file_and_line(string name, string text, string warning) =>
        CollectionAssert.AreEqual(new[] { warning }, Read(text, name)!.Warnings.ToArray());

    [TestMethod]
    [DataRow(".coveragerc", "[run]\nplugins = one.two\n[one.two]\nx = 1\n")]
    [DataRow("pyproject.toml", "[tool.coverage.run]\nplugins = ['one']\n[tool.coverage.one]\nx = 1\n[tool.other]\ny = 1\n")]
    public void Sections_of_plugins_and_of_other_tools_are_not_warned_of(string name, string text) =>
        StringAssert.Contains(Read(text, name)!.Warnings.Single(), "the plugin one");

    [TestMethod]
    public void Each_plugin_and_a_dynamic_context_are_warned_of()
    {
        var warnings = Read("[run]\nplugins =\n  one\n  two\ndynamic_context = test_function\n", ".coveragerc")!.Warnings;
        Assert.HasCount(3, warnings);
        StringAssert.StartsWith(warnings[0], ".coveragerc:2: the plugin one is not loaded");
        StringAssert.StartsWith(warnings[2], ".coveragerc:5: dynamic_context = test_function has no effect");
    }

    [TestMethod]
    [DataRow(".coveragerc", "[report]\nexclude_also =\n    ok\n    # no (\n\n    raise (\n", ".coveragerc:6: [report] exclude_also: 'raise (' is not understood as a regular expression: missing ), unterminated subpattern")]
    [DataRow(".coveragerc", "[report]\npartial_also = a**\n", ".coveragerc:2: [report] partial_also: 'a**' is not understood as a regular expression: multiple repeat")]
    [DataRow("setup.cfg", "[coverage:report]\ncontexts = a, (b\n", "setup.cfg:2: [coverage:report] contexts: '(b' is not understood as a regular expression: missing ), unterminated subpattern")]
    [DataRow("pyproject.toml", "[tool.coverage.report]\nexclude_lines = [\n  'ok',\n\n  'a(?i)b',\n]\n", "pyproject.toml:5: [tool.coverage.report] exclude_lines: 'a(?i)b' is not understood as a regular expression: global flags not at the start of the expression")]
    public void A_pattern_that_is_not_understood_is_named_with_its_line(string name, string text, string message)
    {
        var mistake = Assert.ThrowsExactly<MistakeException>(() => Read(text, name)).Mistake;
        Assert.AreEqual(message, mistake.Message);
        Assert.AreEqual(ExitCode.BadInput, mistake.ExitCode);
    }

    [TestMethod]
    [DataRow(".coveragerc", "[run]\nbranch = maybe\n", ".coveragerc:2: [run] branch cannot be 'maybe'")]
    [DataRow(".coveragerc", "[report]\nprecision = two\n", ".coveragerc:2: [report] precision cannot be 'two'")]
    [DataRow(".coveragerc", "[report]\nprecision = 1.5\n", ".coveragerc:2: [report] precision cannot be '1.5'")]
    [DataRow(".coveragerc", "[report]\nprecision = -1\n", ".coveragerc:2: [report] precision cannot be '-1'")]
    [DataRow(".coveragerc", "[report]\nfail_under = 100.5\n", ".coveragerc:2: [report] fail_under cannot be '100.5'")]
    [DataRow(".coveragerc", "[report]\nshow_missing = 1\nsort = worst\n", ".coveragerc:3: [report] sort cannot be 'worst'")]
    [DataRow("pyproject.toml", "[tool.coverage.report]\nformat = 'pdf'\n", "pyproject.toml:2: [tool.coverage.report] format cannot be 'pdf'")]
    [DataRow("pyproject.toml", "[tool.coverage]\nrun = 1\n", "pyproject.toml:2: [tool.coverage] run cannot be '1'")]
    [DataRow("pyproject.toml", "[tool.coverage.run]\nsource = 'src'\n", "pyproject.toml:2: [tool.coverage.run] source cannot be 'src'")]
    [DataRow("pyproject.toml", "[tool.coverage.run]\nomit = [1]\n", "pyproject.toml:2: [tool.coverage.run] omit cannot be '[1]'")]
    public void A_value_of_the_wrong_kind_is_a_mistake(string name, string text, string message)
    {
        var mistake = Assert.ThrowsExactly<MistakeException>(() => Read(text, name)).Mistake;
        Assert.AreEqual(message, mistake.Message);
        Assert.AreEqual(ExitCode.BadInput, mistake.ExitCode);
    }

    [TestMethod]
    public void A_shared_file_needs_the_prefix()
    {
        Assert.IsNull(Read("[run]\nbranch = true\n", "tox.ini"));
        Assert.IsNull(Read("[run]\nbranch = true\n", "pyproject.toml"));
    }

    private static Settings? Read(string text, string name) => SettingsReader.Read(
        name.EndsWith(".toml", StringComparison.Ordinal) ? TomlFile.Parse(text, name) : IniFile.Parse(text, name),
        ownFile: name.StartsWith('.'),
        variable => variable == "PROJECT" ? "Onceover" : null);
}
