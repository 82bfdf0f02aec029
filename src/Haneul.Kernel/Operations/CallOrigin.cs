namespace Haneul.Kernel.Operations;

/// <summary>Through what a call came in; the trail names its service by it (spec/events.md 1).</summary>
public enum CallOrigin
{
    /// <summary>The API, as everything that has a token.</summary>
    OpenApi,

    /// <summary>The console that the server itself serves.</summary>
    Console,
}
