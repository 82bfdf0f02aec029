using System.CommandLine;

namespace Haneul.Benchmarks;

/// <summary>The verb <c>ceiling</c>: runs a <see cref="Ceiling"/> until the process is told to stop.</summary>
internal static class CeilingCommand
{
    private static readonly Option<string> Urls = new("--urls") { Description = "Address to listen on.", Required = true };

    private static readonly Option<int> BodyBytes = new("--body-bytes") { Description = "Size of the JSON body of every answer.", Required = true };

    private static readonly Option<int> Status = new("--status") { Description = "Status of every answer.", DefaultValueFactory = _ => 200 };

    public static Command Create()
    {
        BodyBytes.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < Ceiling.SmallestBody)
            {
                result.AddError($"--body-bytes is at least {Ceiling.SmallestBody}: a JSON string has its quotes.");
            }
        });
        var command = new Command("ceiling", "Answers every request with the same JSON body, at the least cost that Kestrel allows.") { Urls, BodyBytes, Status };
        command.SetAction((result, cancellation) =>
            Ceiling.RunAsync(result.GetRequiredValue(Urls), result.GetRequiredValue(BodyBytes), result.GetValue(Status), cancellation));
        return command;
    }
}
