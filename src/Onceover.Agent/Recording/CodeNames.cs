using Onceover.CPython;

namespace Onceover.Agent;

/// <summary>The names of code objects' attributes, as owned interned strings of one interpreter.</summary>
internal unsafe struct CodeNames
{
    public PyObject* FileName;
    public PyObject* FirstLine;
    public PyObject* Flags;
    public PyObject* LineTable;
    public PyObject* ExceptionTable;
    public PyObject* QualifiedName;
    public PyObject* Name;
    public PyObject* Constants;

    /// <summary>False, with no exception left pending, if memory is short.</summary>
    public static bool TryMake(out CodeNames names)
    {
        names = new CodeNames
        {
            FileName = Texts.Intern("co_filename\0"u8),
            FirstLine = Texts.Intern("co_firstlineno\0"u8),
            Flags = Texts.Intern("co_flags\0"u8),
            LineTable = Texts.Intern("co_linetable\0"u8),
            ExceptionTable = Texts.Intern("co_exceptiontable\0"u8),
            QualifiedName = Texts.Intern("co_qualname\0"u8),
            Name = Texts.Intern("co_name\0"u8),
            Constants = Texts.Intern("co_consts\0"u8),
        };
        if (names.FileName != null && names.FirstLine != null && names.Flags != null && names.LineTable != null
            && names.ExceptionTable != null && names.QualifiedName != null && names.Name != null && names.Constants != null)
        {
            return true;
        }

        Errors.Clear();
        names.Release();
        return false;
    }

    public void Release()
    {
        References.Release(FileName);
        References.Release(FirstLine);
        References.Release(Flags);
        References.Release(LineTable);
        References.Release(ExceptionTable);
        References.Release(QualifiedName);
        References.Release(Name);
        References.Release(Constants);
        this = default;
    }
}
