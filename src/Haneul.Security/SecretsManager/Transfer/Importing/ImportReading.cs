using System.Buffers;
using System.Buffers.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Transfer.Bundles;
using Haneul.Security.SecretsManager.Transfer.Reading;

namespace Haneul.Security.SecretsManager.Transfer.Importing;

/// <summary>Reads the file of a request, whatever its format.</summary>
internal sealed class ImportReading(BundleKeys keys)
{
    /// <summary>Its content, which the caller disposes; or everything that is wrong with it.</summary>
    public async ValueTask<Outcome<ImportContent>> ReadAsync(ImportRequest request, CancellationToken cancellation)
    {
        using var text = request.ToBuffer();
        if (text is null)
        {
            return Wrong(["must be valid Unicode text"]);
        }

        var content = new ImportContent(request.Prefix);
        try
        {
            var refused = request.Protection is { } protection ? await ReadBundleAsync(text, content, protection, cancellation) : ReadText(request, text, content);
            if (refused is null && content.Problems.Count == 0 && content.Entries.Count > 0)
            {
                var complete = content;
                content = null;
                return complete;
            }

            return refused ?? Wrong(content.Problems.Count == 0 ? ["has no entries"] : content.Problems);
        }
        finally
        {
            content?.Dispose();
        }
    }

    private static Error? ReadText(ImportRequest request, SecretBuffer text, ImportContent content)
    {
        switch (request.Format)
        {
            case TransferFormats.Dotenv:
                DotenvReader.Read(text.Span, content);
                if (request.Name is { } name && content.Problems.Count == 0)
                {
                    content.Combine(name);
                }

                break;
            case TransferFormats.Json when request.Name is { } whole:
                JsonFileReader.ReadWhole(text.Memory, content, whole);
                break;
            case TransferFormats.Json:
                JsonFileReader.Read(text.Memory, content);
                break;
            case TransferFormats.Yaml:
                YamlFileReader.Read(text.Span, content, request.Name);
                break;
            default:
                VaultReader.Read(text.Memory, content, request.Name);
                break;
        }

        return null;
    }

    private async ValueTask<Error?> ReadBundleAsync(SecretBuffer text, ImportContent content, BundleSecret secret, CancellationToken cancellation)
    {
        // One answer for whatever is wrong: nobody shall learn from it how near a changed bundle or a guessed password came.
        var wrong = Wrong(["is no bundle, was changed, or is protected by another password or key"]);
        var bundle = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text.Span, bundle, out _, out var length) != OperationStatus.Done || BundleCipher.ReadHeader(bundle.AsSpan(0, length)) is not { } header)
        {
            return wrong;
        }

        var derived = await keys.OfAsync(secret, header.Rounds, header.Salt, cancellation);
        if (derived.Error is { } busy)
        {
            return busy;
        }

        using var protection = derived.Value;
        using var opened = protection is null ? null : BundleCipher.Open(bundle.AsSpan(0, length), protection);
        if (opened is null)
        {
            return wrong;
        }

        BundleContent.Read(opened.Memory, content);
        return null;
    }

    private static Error Wrong(IEnumerable<string> problems) => Error.FromProblems([.. problems.Select(static problem => new FieldProblem(ImportRequest.ContentField, problem))]);
}
