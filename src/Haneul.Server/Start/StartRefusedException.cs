namespace Haneul.Server.Start;

/// <summary>The server may not start, for a reason that the operator can mend. The text is fit for a terminal and carries no secret.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
