using System.Collections.Concurrent;
using Haneul.Kernel.Access;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Pipeline.Dispatching;
using Haneul.Kernel.Runtime;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.Pages;

/// <summary>What every page needs, made once for the process.</summary>
internal sealed class PageServices(
    CallDispatcher dispatcher, SessionTable sessions, SessionCookie cookie, FormTokens forms, Scopes scopes, PreferenceTable preferences, OperationCatalogue catalogue,
    IAuthenticator authenticator, TimeProvider time, ILoggerFactory loggers, HaneulOptions options)
{
    /// <summary>How long a password that was given counts for dangerous actions.</summary>
    public static readonly TimeSpan ConfirmationLife = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Permission> _permissions = new(StringComparer.Ordinal);

    public CallDispatcher Dispatcher => dispatcher;

    public SessionTable Sessions => sessions;

    public SessionCookie Cookie => cookie;

    public FormTokens Forms => forms;

    public Scopes Scopes => scopes;

    public PreferenceTable Preferences => preferences;

    public IAuthenticator Authenticator => authenticator;

    public TimeProvider Time => time;

    public ILoggerFactory Loggers => loggers;

    /// <summary>Most bytes of a form, as of any body.</summary>
    public long MaxFormBytes => options.MaxRequestBodyBytes;

    /// <summary>What an operation asks of its caller.</summary>
    /// <exception cref="InvalidOperationException">There is no such operation.</exception>
    public Permission PermissionOf(string operation) => _permissions.GetOrAdd(operation, name =>
        catalogue.Operations.FirstOrDefault(candidate => candidate.Name == name)?.Permission
        ?? throw new InvalidOperationException($"There is no operation {name}."));
}
