using Onceover.Model;

namespace Onceover.Analysis.Tests;

[TestClass]
public sealed class RegionTests
{
    [TestMethod]
    [DataRow("def f():\n    a\n    b\n", "Function f 1 {2, 3}")]
    [DataRow("def f(): a\n", "Function f 1 {1}")]
    [DataRow("@d\nasync def f(\n    a\n):\n    '''d'''\n\n    b\n# c\n", "Function f 2 {5, 6, 7}")]
    [DataRow("def f():\n    a\n    def g():\n        b\n    c\n", "Function f 1 {2, 3, 5}; Function f.g 3 {4}")]
    [DataRow("def f():\n    @d\n    def g():\n        b\n", "Function f 1 {2, 3}; Function f.g 3 {4}")]
    [DataRow("class C:\n    a = 1\n    def f(self):\n        b\n    def g(self):\n        c\n", "Class C 1 {4, 6}; Function C.f 3 {4}; Function C.g 5 {6}")]
    [DataRow("class C:\n    class D:\n        def f(self):\n            a\n    def g(self):\n        b\n", "Class C 1 {6}; Class C.D 2 {4}; Function C.D.f 3 {4}; Function C.g 5 {6}")]
    [DataRow("class C:\n    def f(self):\n        class D:\n            def g(self):\n                a\n        def h():\n            b\n",
        "Class C 1 {3, 4, 6, 7}; Function C.f 2 {3, 4, 6}; Class C.f.D 3 {5}; Function C.f.D.g 4 {5}; Function C.f.h 6 {7}")]
    [DataRow("if x:\n    def f(): a\nelif y:\n    def f(): b\nelif z:\n    pass\nelse:\n    def f(): c\n", "Function f 2 {2}; Function f 4 {4}; Function f 8 {8}")]
    [DataRow("try:\n    def f(): a\nexcept E:\n    def g(): b\nelse:\n    def h(): c\nfinally:\n    def i(): d\n", "Function f 2 {2}; Function g 4 {4}; Function h 6 {6}; Function i 8 {8}")]
    [DataRow("match x:\n    case 1:\n        def f(): a\nfor x in y:\n    pass\nelse:\n    with z:\n        class C: pass\n", "Function f 3 {3}; Class C 8 {}")]
    [DataRow("def é(): a\n", "Function é 1 {1}")]
    public void Functions_and_classes_are_found_wherever_they_are(string source, string regions) =>
        Assert.AreEqual(regions, string.Join("; ", ExclusionRules.Default.View(Python.Structure(source)).Regions
            .Select(region => $"{region.Kind} {region.Name} {region.StartLine} {region.Lines}")));

    [TestMethod]
    [DataRow("def f():\n    a\n", "f 1")]
    [DataRow("def f():\n    if a: b\n    elif c: d\n    elif e: g\n    else: h\n", "f 4")]
    [DataRow("def f():\n    for a in b:\n        while c: d\n        else: e\n", "f 3")]
    [DataRow("def f():\n    try: a\n    except B: c\n    except D: e\n    else: g\n    finally: h\n", "f 3")]
    [DataRow("def f():\n    match a:\n        case 1: b\n        case 2 if c: d\n        case _: e\n", "f 3")]
    [DataRow("def f():\n    while True:\n        if 0: a\n        with b: assert c and d or e\n", "f 1")]
    [DataRow("if a: b\ndef f():\n    if a: b\n    def g():\n        if a: b\n        if c: d\n", "f 2; f.g 3")]
    [DataRow("class C:\n    if a: b\n    def f(self):\n        class D:\n            if a: b\n", "C.f 2")]
    public void Complexity_counts_the_statements_of_a_function_that_choose(string source, string complexities) =>
        Assert.AreEqual(complexities, string.Join("; ", ExclusionRules.Default.View(Python.Structure(source)).Regions
            .Where(region => region.Kind == RegionKind.Function)
            .Select(region => $"{region.Name} {region.Complexity}")));
}
