namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>An operation of the walk with its requests. Each is made when it is asked for: making it may take calls of its own.</summary>
/// <param name="operation">Service and operation.</param>
internal abstract class WalkRow(string operation)
{
    /// <summary>Service and operation.</summary>
    public string Operation => operation;

    /// <summary>A request that succeeds.</summary>
    public abstract Task<WalkRequest> AllowedAsync();

    /// <summary>A request of somebody who may not.</summary>
    public abstract Task<WalkRequest> RefusedAsync();

    /// <summary>The request of <see cref="AllowedAsync"/> to what is there anyway, for being spoiled; null where it would do something all the same.</summary>
    public abstract Task<WalkRequest?> StandingAsync();

    protected static bool IsForbidden(int status) => status == 403;
}
