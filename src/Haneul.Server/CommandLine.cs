using System.CommandLine;
using Haneul.Server.Backups;
using Haneul.Server.Offline;

namespace Haneul.Server;

/// <summary>The command line of the server program. Every option is a setting too; the command line wins.</summary>
internal static class CommandLine
{
    /// <summary>The host ends on Ctrl-C and SIGTERM by itself, in order; the parser must not cut it short.</summary>
    public static InvocationConfiguration Invocation { get; } = new() { ProcessTerminationTimeout = null };

    private static readonly (Option<string?> Option, string Setting)[] TextOptions =
    [
        (new("--urls") { Description = "Addresses to listen on, separated by ';'. Default: http://127.0.0.1:4482." }, "urls"),
        (new("--data") { Description = "Folder of the database, the root key and bootstrap.json." }, "Haneul:DataDirectory"),
        (new("--root-key") { Description = "Where the root key is: file:PATH, env:NAME or command:PROGRAM ARGUMENTS. Default: root.key in the data folder." }, "Haneul:RootKey"),
        (new("--public-url") { Description = "The address that callers use, if a proxy hides it." }, "Haneul:PublicUrl"),
        (new("--tls-cert") { Description = "PEM file with the certificate chain." }, "Haneul:TlsCertificate"),
        (new("--tls-key") { Description = "PEM file with the private key." }, "Haneul:TlsKey"),
    ];

    private static readonly Option<bool> InsecureHttp = new("--insecure-http")
    {
        Description = "Allow plain HTTP on an address that is not loopback.",
    };

    public static RootCommand Create()
    {
        var root = new RootCommand("Haneul: a self-hosted control plane that speaks KakaoCloud's OpenAPI.");
        foreach (var (option, _) in TextOptions)
        {
            option.Recursive = true;
            root.Options.Add(option);
        }

        root.Options.Add(InsecureHttp);
        root.SetAction((result, cancellation) => HaneulServer.RunAsync(SettingsOf(result), cancellation));
        root.Subcommands.Add(CreateAdminReset());
        root.Subcommands.Add(CreateBackup());
        root.Subcommands.Add(CreateRestore());
        root.Subcommands.Add(CreateVerify());
        root.Subcommands.Add(CreateRootKey());
        root.Subcommands.Add(CreateTrail());
        return root;
    }

    private static Command CreateAdminReset()
    {
        var user = new Option<string>("--user") { Description = "Name of the user.", DefaultValueFactory = static _ => "admin" };
        var organisation = new Option<string>("--organisation") { Description = "Id or name of the user's organisation.", DefaultValueFactory = static _ => "default" };
        var command = new Command("admin-reset", "Sets a new password for an administrator whom nobody can sign in as any more. Stop the server first.") { user, organisation };
        command.SetAction((result, cancellation) =>
            AdminReset.RunAsync(SettingsOf(result), result.GetRequiredValue(organisation), result.GetRequiredValue(user), Console.Out, cancellation));
        return command;
    }

    private static Command CreateBackup()
    {
        var file = BackupFile();
        var force = new Option<bool>("--force") { Description = "Replace the file if it is there." };
        var command = new Command("backup", "Writes the whole database, encrypted, into a file. The server may run meanwhile. The root key is not in it.") { file, force };
        command.SetAction((result, cancellation) =>
            MakeBackup.RunAsync(SettingsOf(result), result.GetRequiredValue(file), result.GetValue(force), Console.Out, cancellation));
        return command;
    }

    private static Command CreateRestore()
    {
        var file = BackupFile();
        var command = new Command("restore", "Reads a backup into an empty data folder or an empty PostgreSQL database. Needs the root key of the backup.") { file };
        command.SetAction((result, cancellation) => RestoreBackup.RunAsync(SettingsOf(result), result.GetRequiredValue(file), Console.Out, cancellation));
        return command;
    }

    private static Command CreateVerify()
    {
        var file = BackupFile();
        var command = new Command("verify", "Restores a backup into a scratch database and checks all of it. Exit code 1 means damage.") { file };
        command.SetAction((result, cancellation) => VerifyBackup.RunAsync(SettingsOf(result), result.GetRequiredValue(file), Console.Out, cancellation));
        return command;
    }

    private static Argument<string> BackupFile() => new("FILE") { Description = "The backup." };

    private static Command CreateRootKey()
    {
        var rotate = new Command("rotate", "Makes a new root key in the data folder and begins to re-wrap everything under it. Stop the server first; it goes on when it is started.");
        rotate.SetAction((result, cancellation) => RootKeyRotate.RunAsync(SettingsOf(result), Console.Out, cancellation));
        var show = new Command("show", "Tells the fingerprint of the root key and how far a rotation has come. Stop the server first.");
        show.SetAction((result, cancellation) => RootKeyShow.RunAsync(SettingsOf(result), Console.Out, cancellation));
        var file = new Argument<string>("FILE") { Description = "The copy. It must not be there yet." };
        var backup = new Command("backup", "Copies the root key into a file that its owner alone can read. The server may run meanwhile.") { file };
        backup.SetAction((result, cancellation) => RootKeyBackup.RunAsync(SettingsOf(result), result.GetRequiredValue(file), Console.Out, cancellation));
        return new Command("root-key", "Keeps the root key safe.") { rotate, show, backup };
    }

    private static Command CreateTrail()
    {
        var checkpoint = new Option<string?>("--checkpoint") { Description = "A checkpoint that was kept elsewhere." };
        var knownKey = new Option<string?>("--public-key") { Description = "The public key of checkpoints that was kept elsewhere, PEM." };
        var verify = new Command("verify", "Examines every event, segment, chain and checkpoint. Exit code 1 means damage. On SQLite stop the server first, or have it verify by its API.") { checkpoint, knownKey };
        verify.SetAction((result, cancellation) => TrailVerify.RunAsync(SettingsOf(result), result.GetValue(checkpoint), result.GetValue(knownKey), Console.Out, cancellation));
        var file = new Argument<string>("FILE") { Description = "The checkpoint. The file must not be there yet." };
        var keyFile = new Option<string?>("--public-key") { Description = "A file for the public key of checkpoints, PEM. It must not be there yet." };
        var make = new Command("checkpoint", "Writes a signed checkpoint of the trail into a file, to be kept elsewhere. On SQLite stop the server first, or ask its API.") { file, keyFile };
        make.SetAction((result, cancellation) => TrailCheckpoint.RunAsync(SettingsOf(result), result.GetRequiredValue(file), result.GetValue(keyFile), Console.Out, cancellation));
        return new Command("trail", "Shows whether the trail is as it was written.") { verify, make };
    }

    private static Dictionary<string, string?> SettingsOf(ParseResult result)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (option, setting) in TextOptions)
        {
            if (result.GetValue(option) is { } value)
            {
                settings[setting] = value;
            }
        }

        if (result.GetValue(InsecureHttp))
        {
            settings["Haneul:InsecureHttp"] = "true";
        }

        return settings;
    }
}
