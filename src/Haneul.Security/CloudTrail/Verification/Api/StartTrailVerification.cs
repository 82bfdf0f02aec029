using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Security.CloudTrail.Verification.Runs;
using Haneul.Wire.CloudTrail;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>Begins a verification of the whole trail, against a checkpoint that was kept elsewhere if the body brings one. It goes on when the answer is given.</summary>
internal static class StartTrailVerification
{
    private const int MostCharactersOfBody = 1_000_000;
    private const int MostCharactersOfSignature = 1000;

    public static readonly Operation Operation = new(
        "cloud-trail",
        "StartTrailVerification",
        VerificationPermissions.Verify,
        TrailRule.Organisation(EventNames.FromOperationId("StartTrailVerification"), "Trail Verification"),
        VerificationErrors.AlreadyRunning);

    public static async ValueTask<Outcome<TrailVerificationResponse>> HandleAsync(Call call, JsonBody body, QueryFields query, IDatabase database, VerificationRunner runner)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        VerificationRun? run = null;
        var outcome = await call.WriteAsync<TrailVerificationResponse>(database, async transaction =>
        {
            run = await runner.PrepareAsync(transaction);
            if (run is null)
            {
                return VerificationErrors.AlreadyRunning;
            }

            call.Trail.ResourceId = run.Id;
            return Outcome.WithStatus(new TrailVerificationResponse(VerificationAnswer.Of(run, call.Now)), StatusCodes.Status202Accepted);
        });
        if (outcome.Error is null)
        {
            runner.Begin(run!, request.Checkpoint);
        }

        return outcome;
    }

    private sealed record Request(Checkpoint? Checkpoint)
    {
        public static readonly Func<JsonFields, Request> Read = static body => new(body.OptionalObject("checkpoint") is { } checkpoint ? ReadCheckpoint(checkpoint) : null);

        // As it was given out: number and time are in the body that is signed.
        private static Checkpoint? ReadCheckpoint(JsonFields fields)
        {
            fields.Skip("number");
            fields.Skip("created_at");
            var text = fields.RequiredString("body", maxLength: MostCharactersOfBody);
            var signature = new byte[MostCharactersOfSignature];
            if (!Convert.TryFromBase64String(fields.RequiredString("signature", maxLength: MostCharactersOfSignature), signature, out var length))
            {
                fields.AddProblem("signature", "must be base64");
            }

            var checkpoint = Checkpoint.From(text, signature[..length], fields.RequiredString("key_id"));
            if (checkpoint is null)
            {
                fields.AddProblem("body", "is not that of a checkpoint");
            }

            return checkpoint;
        }
    }
}
