using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms;
using Haneul.Server.Start;

namespace Haneul.Server.Offline;

/// <summary>The verb <c>root-key backup</c>: a copy of the root key that its owner alone can read. It needs no database and may run beside the server.</summary>
internal static class RootKeyBackup
{
    /// <summary>Runs the verb; 0 if the copy is there.</summary>
    public static Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string target, TextWriter output, CancellationToken cancellation) =>
        HaneulServer.RefusableAsync(async () =>
        {
            var options = HaneulOptions.Read(HaneulServer.Configure(new ConfigurationManager(), settings));
            if (!RootKeySource.TryParse(options.RootKey, options.DataDirectory, TimeProvider.System, out var source, out var problem))
            {
                throw new StartRefusedException(problem!);
            }

            if (source is not FileRootKey file)
            {
                throw new StartRefusedException($"The root key is in {source.Description} and not in a file: make a copy where it comes from.");
            }

            var reading = await file.ReadAsync(cancellation);
            using var key = reading.Key ?? throw new StartRefusedException(reading.Problem!);
            var text = await File.ReadAllBytesAsync(file.Path, cancellation);
            try
            {
                PrivateFile.Create(target, text);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new StartRefusedException($"The copy was not made, and no file was replaced: {exception.Message}");
            }
            finally
            {
                CryptographicOperations.ZeroMemory(text);
            }

            await output.WriteLineAsync($"A copy of the root key {key.Fingerprint} is in {Path.GetFullPath(target)}. Keep it apart from the data and from its backups.");
            return 0;
        });
}
