namespace Haneul.Kernel.Dialects;

/// <summary>The shapes in which services answer (decisions.md 7).</summary>
public enum Dialect
{
    /// <summary>IAM, as stock Keystone: <c>{"error":{"code":404,"message":"…","title":"Not Found"}}</c>.</summary>
    Keystone,

    /// <summary>Platform services: <c>{"error":{"code":"string","message":"string"}}</c>.</summary>
    Platform,

    /// <summary>
    /// The seeds' read of a secret value: success <c>{code,message,data,requestId}</c>; errors the same with <c>data</c> null
    /// plus <c>error:{code,message}</c>, all strings.
    /// </summary>
    FlatEnvelope,

    /// <summary>The console: a page for people (<see cref="IErrorPages"/>).</summary>
    Page,
}
