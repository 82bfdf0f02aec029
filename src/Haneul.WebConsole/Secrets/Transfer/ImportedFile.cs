using System.Text;
using Haneul.Kernel.Runtime;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views;

namespace Haneul.WebConsole.Secrets.Transfer;

/// <summary>What is to be imported: a file that was chosen, or its content pasted.</summary>
internal static class ImportedFile
{
    /// <summary>The field of the file.</summary>
    public const string FileField = "file";

    private const string ContentField = "content";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The field that was used, and what it holds; notes what is wrong with it.</summary>
    public static async Task<(string Field, string Content)> ReadAsync(Page page)
    {
        var form = page.Form;
        var pasted = form.Text(ContentField);
        var isPasted = pasted.Trim().Length > 0;
        if (form.File(FileField) is not { } file)
        {
            if (!isPasted)
            {
                form.AddProblem(ContentField, page.T(TransferTexts.NothingGiven));
            }

            return (ContentField, pasted);
        }

        if (isPasted)
        {
            form.AddProblem(FileField, page.T(TransferTexts.OneOfTwo));
        }
        else if (file.Length > LargestOf(page))
        {
            form.AddProblem(FileField, TooLarge(page));
        }
        else if (await DecodeAsync(file, page.Context.RequestAborted) is { } text)
        {
            return (FileField, text);
        }
        else
        {
            form.AddProblem(FileField, page.T(TransferTexts.NotText));
        }

        return (FileField, "");
    }

    /// <summary>What to tell of more than a call of the API may hold.</summary>
    public static string TooLarge(Page page) => page.T(TransferTexts.FileTooLarge, ByteSize.Show(LargestOf(page)));

    /// <summary>Most bytes of a file: what a call of the API may hold.</summary>
    public static long LargestOf(Page page) => page.Context.RequestServices.GetRequiredService<HaneulOptions>().MaxRequestBodyBytes;

    // Null for what is no text: a picture, an archive, a file in another encoding.
    private static async Task<string?> DecodeAsync(IFormFile file, CancellationToken cancellation)
    {
        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancellation);
        try
        {
            var text = Strict.GetString(bytes);
            return text.Contains('\0', StringComparison.Ordinal) ? null : text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
