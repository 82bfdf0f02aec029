using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Access;

/// <summary>A decision in the making: what speaks against a call, what leaves it open, and what is worth saying besides.</summary>
internal sealed class Judgement
{
    private readonly List<AccessReason> _against = [];
    private readonly List<AccessReason> _open = [];
    private readonly List<AccessReason> _notes = [];

    /// <summary>False as soon as anything is against it, null while something is open.</summary>
    public bool? Allowed => _against.Count > 0 ? false : _open.Count > 0 ? null : true;

    /// <summary>The reasons, the decisive first.</summary>
    public IReadOnlyList<AccessReason> Reasons => [.. _against, .. _open, .. _notes];

    public void Against(string code, string text) => _against.Add(new(code, text));

    public void Open(string code, string text) => _open.Add(new(code, text));

    public void Note(string code, string text) => _notes.Add(new(code, text));
}
