using System.Text;
using Haneul.Kernel.Access;
using Haneul.Kernel.Operations.Streams;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>The changes of a project, as a stream tells them.</summary>
internal sealed class ChangeSource(ChangeReads reads, OpenStream stream, long after) : IStreamSource
{
    private const int PageSize = 100;

    private long _position = after;

    /// <inheritdoc />
    public string Position => $"{_position}";

    /// <inheritdoc />
    public ValueTask BeginAsync(CancellationToken ending) => default;

    /// <inheritdoc />
    public bool Admits(Caller caller) => caller.May(SecretPermissions.Read);

    /// <inheritdoc />
    public async ValueTask AppendNewsAsync(EventStreamWriter writer, Caller caller, CancellationToken ending)
    {
        var page = await reads.ReadAsync(caller, stream.ProjectId, _position, PageSize, ending);
        if (page.IsGone)
        {
            _position = page.Newest;
            writer.AppendEvent(Position, "reset", Encoding.UTF8.GetBytes($"{{\"number\":{page.Newest}}}"));
            return;
        }

        foreach (var change in page.Changes)
        {
            writer.AppendEvent($"{change.Number}", change.Kind, change, SecretValuesJson.Default.SecretChangeEntry);
        }

        _position = page.Last;
        if (page.IsFull)
        {
            stream.Wake(hasNews: true);
        }
    }
}
