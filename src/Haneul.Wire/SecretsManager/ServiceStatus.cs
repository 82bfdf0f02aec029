namespace Haneul.Wire.SecretsManager;

/// <summary>Whether the service is there for a project, as <c>GetSecretsManagerServiceStatus</c> and <c>ActivateSecretsManagerService</c> answer.</summary>
public sealed record ServiceStatusResponse(ServiceStatus Service);

/// <summary>State of the service in a project.</summary>
public sealed record ServiceStatus(bool IsActivated);
