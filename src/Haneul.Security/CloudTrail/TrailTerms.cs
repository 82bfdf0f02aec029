using System.Runtime.InteropServices;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail;

/// <summary>Words of an event that repeat from event to event: a row of one of the tables of terms.</summary>
internal interface ITrailTerm
{
    /// <summary>The statement that finds its id.</summary>
    Sql Find();

    /// <summary>The statement that adds it unless it is there.</summary>
    Sql Add();
}

/// <summary>What was done.</summary>
internal readonly record struct TrailKind(
    string EventName, string ServiceName, string SourceService, string ResourceType, string Method, string OperationId) : ITrailTerm
{
    public static TrailKind Of(TrailEvent trailEvent) => new(
        TrailText.Clean(trailEvent.Name), TrailText.Clean(trailEvent.ServiceName), TrailText.Clean(trailEvent.SourceService),
        TrailText.Clean(trailEvent.ResourceType), TrailText.Clean(trailEvent.Method), TrailText.Clean(trailEvent.OperationId));

    public Sql Find() => $"""
        SELECT id FROM trail_kinds WHERE event_name = {EventName} AND service_name = {ServiceName} AND source_service = {SourceService}
        AND resource_type = {ResourceType} AND method = {Method} AND operation_id = {OperationId}
        """;

    public Sql Add() => $"""
        INSERT INTO trail_kinds (event_name, service_name, source_service, resource_type, method, operation_id)
        VALUES ({EventName}, {ServiceName}, {SourceService}, {ResourceType}, {Method}, {OperationId}) ON CONFLICT DO NOTHING
        """;
}

/// <summary>Whose event it is.</summary>
internal readonly record struct TrailScope(TrailCategory Category, string ProjectId, string DomainId) : ITrailTerm
{
    public static TrailScope Of(TrailEvent trailEvent) =>
        new(trailEvent.Category, TrailText.Clean(trailEvent.ProjectId), TrailText.Clean(trailEvent.DomainId));

    public Sql Find() =>
        $"SELECT id FROM trail_scopes WHERE project_id = {ProjectId} AND domain_id = {DomainId} AND category = {(int)Category}";

    public Sql Add() => $"""
        INSERT INTO trail_scopes (category, project_id, domain_id) VALUES ({(int)Category}, {ProjectId}, {DomainId}) ON CONFLICT DO NOTHING
        """;
}

/// <summary>Who did it.</summary>
internal readonly record struct TrailActor(string UserId, string UserName) : ITrailTerm
{
    public static TrailActor Of(TrailEvent trailEvent) => new(TrailText.Clean(trailEvent.UserId), TrailText.Clean(trailEvent.UserName));

    public Sql Find() => $"SELECT id FROM trail_actors WHERE user_id = {UserId} AND user_name = {UserName}";

    public Sql Add() => $"INSERT INTO trail_actors (user_id, user_name) VALUES ({UserId}, {UserName}) ON CONFLICT DO NOTHING";
}

/// <summary>With what, and from where.</summary>
internal readonly record struct TrailOrigin(string CredentialId, string SourceAddress, string UserAgent) : ITrailTerm
{
    public static TrailOrigin Of(TrailEvent trailEvent) => new(
        TrailText.Clean(trailEvent.CredentialId), TrailText.Clean(trailEvent.SourceAddress), TrailText.Clean(trailEvent.UserAgent));

    public Sql Find() => $"""
        SELECT id FROM trail_origins WHERE credential_id = {CredentialId} AND source_address = {SourceAddress} AND user_agent = {UserAgent}
        """;

    public Sql Add() => $"""
        INSERT INTO trail_origins (credential_id, source_address, user_agent)
        VALUES ({CredentialId}, {SourceAddress}, {UserAgent}) ON CONFLICT DO NOTHING
        """;
}

/// <summary>The ids of the four terms of an event.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TrailTermIds(long Kind, long Scope, long Actor, long Origin);
