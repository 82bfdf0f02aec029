using Microsoft.AspNetCore.Http.Features;

namespace Haneul.WebConsole.Pages;

/// <summary>A form as it came.</summary>
/// <param name="Fields">Its fields and files; null for what is no form.</param>
/// <param name="IsTooLarge">Whether it is larger than the console takes.</param>
internal sealed record SentForm(IFormCollection? Fields, bool IsTooLarge = false);

/// <summary>Reads the forms that browsers send.</summary>
internal static class FormReading
{
    // A form that is somewhat too large is read to its end, so that its page can say so beside the field; and what is typed grows when it is escaped.
    private const int Generosity = 4;

    // A browser that is still sending shows no answer: more is listened to than is taken.
    private const int Patience = 64;

    // Chosen files may hold secrets: they stay in memory, which the largest body bounds, and are never put into files in between.
    private static readonly FormOptions InMemory = new()
    {
        MemoryBufferThreshold = int.MaxValue,
        MultipartBodyLengthLimit = long.MaxValue,
        ValueLengthLimit = int.MaxValue,
    };

    /// <summary>Reads a form.</summary>
    /// <param name="context">The request.</param>
    /// <param name="largest">Most bytes of a body.</param>
    /// <param name="isGenerous">Whether larger ones are read too: from whoever is signed in.</param>
    public static async Task<SentForm> ReadAsync(HttpContext context, long largest, bool isGenerous)
    {
        if (!context.Request.HasFormContentType)
        {
            return new SentForm(null);
        }

        if (isGenerous && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = largest * (context.Request.ContentLength > largest * Generosity ? Patience : Generosity);
        }

        try
        {
            if (isGenerous && context.Request.ContentLength > largest * Generosity)
            {
                await DiscardAsync(context);
                return new SentForm(null, IsTooLarge: true);
            }

            context.Features.Set<IFormFeature>(new FormFeature(context.Request, InMemory));
            return new SentForm(await context.Request.ReadFormAsync(context.RequestAborted));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new SentForm(null, IsTooLarge: true);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return new SentForm(null);
        }
    }

    private static async Task DiscardAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        var isCompleted = false;
        while (!isCompleted)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            isCompleted = read.IsCompleted;
            reader.AdvanceTo(read.Buffer.End);
        }
    }
}
