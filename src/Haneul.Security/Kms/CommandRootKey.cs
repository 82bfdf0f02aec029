using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Security.Kms;

/// <summary>
/// A key that a program prints: the door to a password manager, a TPM or another KMS. It is started without a shell, so nothing in the setting is
/// expanded; what it writes to its error output is thrown away, because such programs may print what they were given.
/// </summary>
internal sealed class CommandRootKey(IReadOnlyList<string> words, TimeProvider time) : RootKeySource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Names the program only: its arguments may be confidential.</summary>
    public override string Description => $"the command '{words[0]}'";

    /// <summary>Splits at white space; single or double quotes keep a word together, and nothing else has a meaning.</summary>
    public static bool TrySplit(string text, out IReadOnlyList<string> words)
    {
        var found = new List<string>();
        words = found;
        var word = new StringBuilder();
        char? quote = null;
        var inWord = false;
        foreach (var character in text)
        {
            if (quote is null && char.IsWhiteSpace(character))
            {
                if (inWord)
                {
                    found.Add(word.ToString());
                }

                word.Clear();
                inWord = false;
                continue;
            }

            inWord = true;
            if (character == quote)
            {
                quote = null;
            }
            else if (quote is null && character is '"' or '\'')
            {
                quote = character;
            }
            else
            {
                word.Append(character);
            }
        }

        if (inWord)
        {
            found.Add(word.ToString());
        }

        return quote is null && found.Count > 0 && found[0].Length > 0;
    }

    public override ValueTask<RootKeyReading> ReadAsync(CancellationToken cancellation) => ReadAsync(Patience, cancellation);

    internal async ValueTask<RootKeyReading> ReadAsync(TimeSpan patience, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo() };
        var output = new byte[RootKeyText.MaximumLength + 1];
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            return RootKeyReading.Unusable($"The root key can't be read from {Description}: it can't be started.");
        }

        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token);
            var length = await process.StandardOutput.BaseStream.ReadAtLeastAsync(output, output.Length, throwOnEndOfStream: false, either.Token);
            if (length == output.Length)
            {
                return RootKeyReading.Unusable($"The root key can't be read from {Description}: it printed more than a key.");
            }

            await errors;
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0
                ? RootKeyText.Read(output.AsSpan(0, length), Description)
                : RootKeyReading.Unusable($"The root key can't be read from {Description}: it ended with exit code {process.ExitCode}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return RootKeyReading.Unusable($"The root key can't be read from {Description}: it did not end within {patience.TotalSeconds} seconds.");
        }
        catch (IOException)
        {
            return RootKeyReading.Unusable($"The root key can't be read from {Description}: its output broke off.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(output);
            End(process);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already, or can't be ended; either way there is nothing left to do with it.
        }
    }

    private ProcessStartInfo StartInfo()
        => new(words[0], words.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
