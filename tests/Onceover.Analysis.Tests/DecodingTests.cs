using System.Text;

namespace Onceover.Analysis.Tests;

[TestClass]
public sealed class DecodingTests
{
    [TestMethod]
    [DataRow("a\nb\n", "a\nb\n")]
    [DataRow("a\r\nb\r\n", "a\nb\n")]
    [DataRow("a\rb\r", "a\nb\n")]
    [DataRow("a\r\r\nb", "a\n\nb\n")]
    [DataRow("a", "a\n")]
    [DataRow("", "")]
    public void Line_ends_become_plain(string file, string text) =>
        Assert.AreEqual(text, Text(Encoding.UTF8.GetBytes(file)));

    [TestMethod]
    public void A_byte_order_mark_is_no_text() =>
        Assert.AreEqual("é\n", Text([0xef, 0xbb, 0xbf, 0xc3, 0xa9, (byte)'\n']));

    [TestMethod]
    [DataRow("# -*- coding: latin-1 -*-\n", "\u00e9\u0080")]
    [DataRow("# coding=ISO_8859-1\n", "\u00e9\u0080")]
    [DataRow("# vim: set fileencoding=cp1252 :\n", "\u00e9\u20ac")]
    [DataRow("#!/usr/bin/python\n# coding: windows-1252\n", "\u00e9\u20ac")]
    [DataRow("\f# coding: cp1251\n", "\u0439\u0402")]
    [DataRow("# coding: koi8-r\n", "\u0418\u2500")]
    [DataRow("# coding: iso-8859-15\n", "\u00e9\u0080")]
    public void A_declared_encoding_holds(string head, string decoded) =>
        Assert.AreEqual(head + decoded + "\n", Text([.. Encoding.ASCII.GetBytes(head), 0xe9, 0x80]));

    [TestMethod]
    [DataRow("x\n# coding: latin-1\n")]
    [DataRow("#\n#\n# coding: latin-1\n")]
    public void A_declaration_elsewhere_is_none(string head) =>
        Assert.AreEqual(
            "byte 0xe9 is not valid UTF-8",
            Python.Problem([.. Encoding.ASCII.GetBytes(head), 0xe9, (byte)'\n']).Message);

    [TestMethod]
    [DataRow("# coding: utf-16\n", "unknown encoding: utf-16")]
    [DataRow("# coding: uft-8\n", "unknown encoding: uft-8")]
    [DataRow("\uFEFF# coding: latin-1\n", "the file starts with a UTF-8 mark but declares 'latin-1'")]
    [DataRow("a\0\n", "source code cannot contain null bytes")]
    public void What_CPython_refuses_is_refused(string source, string message)
    {
        var problem = Python.Problem(source);
        Assert.AreEqual((SourceProblemKind.Undecodable, message), (problem.Kind, problem.Message));
    }

    [TestMethod]
    public void The_line_of_a_bad_byte_is_named() =>
        Assert.AreEqual(3, Python.Problem([.. "a\r\nb\rc"u8, 0xff, (byte)'\n']).Line);

    [TestMethod]
    public void The_line_of_a_byte_that_a_code_page_lacks_is_named() =>
        Assert.AreEqual(2, Python.Problem([.. "# coding: ascii\n"u8, 0xff, (byte)'\n']).Line);

    private static string Text(byte[] file)
    {
        var source = SourceText.Decode(file);
        Assert.IsTrue(source.Understood, source.Problem?.ToString());
        return source.Value.ToUtf16();
    }
}
