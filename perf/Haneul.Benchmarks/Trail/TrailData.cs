using System.Globalization;
using System.Runtime.InteropServices;
using Haneul.Kernel.Audit;

namespace Haneul.Benchmarks.Trail;

/// <summary>
/// Events as an installation has them after 90 days: a project with half of them, nineteen with the rest and some of the organisation, 60 operations, 500 users with one to four
/// addresses, 200,000 resources, two events of a hundred refused and one of two hundred failed. The same for every run.
/// </summary>
internal sealed class TrailData(int count, DateTimeOffset end)
{
    public const string Domain = "default";
    public const int Users = 500;
    public const int Kinds = 60;
    public const int Resources = 200_000;

    private static readonly TimeSpan Window = TimeSpan.FromDays(89);
    private static readonly string[] Agents = ["curl/8.5.0", "Terraform/1.9.5 terraform-provider-kakaocloud/0.3.0", "openstacksdk/4.1.0 keystoneauth1/5.8.0 python-requests/2.32", "Go-http-client/1.1"];

    public static string Project(int number) => Hex(0xa000 + (ulong)number);

    public static string UserId(int number) => Hex(0xb000 + (ulong)number);

    public static string UserName(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number}@example.org");

    public static string Credential(int user) => Hex(0xc000 + (ulong)user);

    public static string Address(int user, int place) => string.Create(CultureInfo.InvariantCulture, $"198.51.{user % 250}.{(user / 250) + (place * 7)}");

    public static string Agent(int user) => Agents[user % Agents.Length];

    public static string KindName(int kind) => string.Create(CultureInfo.InvariantCulture, $"Operation Number {kind}");

    public static string Source(int kind) => string.Create(CultureInfo.InvariantCulture, $"Service {kind % 12}");

    public static string Type(int kind) => string.Create(CultureInfo.InvariantCulture, $"Resource Type {kind % 20}");

    public static string ResourceId(int number) => Uuid(0xd00000 + (ulong)number);

    public static string ResourceName(int number) => string.Create(CultureInfo.InvariantCulture, $"team-{number % 97}/application/secret-{number}");

    public static string RequestId(int number) => "req-" + Uuid(0xe0000000 + (ulong)number);

    /// <summary>The time of an event of a place in the trail.</summary>
    public long TimeOf(int number) => ((end - Window).ToUnixTimeMilliseconds() * 1000) + (long)(Window.TotalMicroseconds / count * number);

    /// <summary>The event of a place in the trail.</summary>
    public TrailEvent Event(int number)
    {
        var random = Mix((ulong)number);
        var user = (int)(Math.Min(random % Users, (random >> 10) % Users));
        var kind = number % 1_000_003 == 1000 ? Kinds : (int)((random >> 20) % Kinds);
        var resource = (int)((random >> 28) % Resources);
        var place = (int)((random >> 48) % 20);
        var isProject = (random >> 56) % 20 != 0;
        var result = (random >> 30) % 200 is var part && part < 1 ? TrailResult.Failed : part < 5 ? TrailResult.Refused : TrailResult.Success;
        return new TrailEvent
        {
            Id = Uuid((ulong)number + 0xf00000000),
            Time = TimeOf(number),
            Name = KindName(kind),
            Category = isProject ? TrailCategory.Project : TrailCategory.Organisation,
            ServiceName = "OpenAPI",
            SourceService = Source(kind),
            ProjectId = isProject ? Project(place < 10 ? 0 : place) : null,
            DomainId = Domain,
            UserId = UserId(user),
            UserName = UserName(user),
            CredentialId = Credential(user),
            SourceAddress = Address(user, (int)((random >> 40) % 4)),
            UserAgent = Agent(user),
            ResourceType = Type(kind),
            ResourceName = ResourceName(resource),
            ResourceId = ResourceId(resource),
            Method = "GET",
            Path = $"/secrets-manager/api/v1/secrets/{ResourceId(resource)}/versions/value",
            OperationId = string.Create(CultureInfo.InvariantCulture, $"Operation{kind}"),
            Status = result switch { TrailResult.Success => 200, TrailResult.Refused => 403, _ => 500 },
            Result = result,
            RequestId = RequestId(number),
        };
    }

    /// <summary>A number that looks random, always the same for the same one (splitmix64).</summary>
    public static ulong Mix(ulong number)
    {
        number += 0x9e3779b97f4a7c15;
        number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
        number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
        return number ^ (number >> 31);
    }

    private static string Hex(ulong number) => string.Create(CultureInfo.InvariantCulture, $"{Mix(number):x16}{Mix(~number):x16}");

    private static string Uuid(ulong number)
    {
        ulong[] halves = [Mix(number), Mix(~number)];
        return new Guid(MemoryMarshal.AsBytes(halves.AsSpan())).ToString("D");
    }
}
