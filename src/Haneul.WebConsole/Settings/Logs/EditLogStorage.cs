using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.Kernel.Runtime;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Logs;

/// <summary>What the form of log storage shows beside its fields.</summary>
/// <param name="OffersFolder">Whether the operator named a folder.</param>
/// <param name="HasSecret">Whether there is a secret key that may stay.</param>
/// <param name="IsOn">Whether events are stored now.</param>
public sealed record EditLogStorageModel(bool OffersFolder, bool HasSecret, bool IsOn)
{
    /// <summary>What the page is called.</summary>
    internal Text Title => IsOn ? LogTexts.Change : LogTexts.SetUp;
}

/// <summary>Sets where the events of the project are stored.</summary>
internal static class EditLogStorage
{
    private const string Folder = "folder";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (model, storage, other) = await OpenAsync(page);
        if (model is null)
        {
            return other!;
        }

        page.Form = FormFields.With(
            ("target", storage!.Enabled && storage.Bucket is null ? Folder : "bucket"),
            ("endpoint", storage.Bucket?.Endpoint), ("region", storage.Bucket?.Region), ("bucket", storage.Bucket?.Name), ("key_id", storage.Bucket?.AccessKeyId),
            ("interval", (storage.IntervalMinutes ?? 60).ToString(CultureInfo.InvariantCulture)), ("format", storage.Format ?? LogStorageFormats.Gz),
            ("organisation", storage.IncludeOrganisationEvents ? "true" : null));
        return Show(page, model);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (model, _, other) = await OpenAsync(page);
        if (model is null)
        {
            return other!;
        }

        var storage = BodyOf(page);
        if (page.Form.HasProblems)
        {
            return Show(page, model, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.PutAsync($"/cloud-trail/haneul/v1/log-storage", new JsonObject { ["log_storage"] = storage });
        if (!answer.IsSuccess)
        {
            SettingsProblems.Take(
                page, answer, ("log_storage.bucket.endpoint", "endpoint"), ("log_storage.bucket.region", "region"), ("log_storage.bucket.name", "bucket"),
                ("log_storage.bucket.access_key_id", "key_id"), ("log_storage.bucket.secret_access_key", "secret"), ("log_storage.bucket", "target"),
                ("log_storage.folder", "target"), ("log_storage.interval_minutes", "interval"), ("log_storage.format", "format"),
                ("log_storage.include_organisation_events", "organisation"));
            return Show(page, model, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/settings/log-storage", page.T(LogTexts.Saved));
    }

    private static JsonObject BodyOf(Page page)
    {
        var form = page.Form;
        var storage = new JsonObject
        {
            ["interval_minutes"] = form.Text("interval") == "10" ? 10 : 60,
            ["format"] = form.TextOrNull("format") ?? LogStorageFormats.Gz,
            ["include_organisation_events"] = form.IsChecked("organisation"),
        };
        if (form.Text("target") == Folder)
        {
            storage["folder"] = true;
            return storage;
        }

        var bucket = new JsonObject
        {
            ["endpoint"] = form.Required("endpoint", page.Language),
            ["region"] = form.Required("region", page.Language),
            ["name"] = form.Required("bucket", page.Language),
            ["access_key_id"] = form.Required("key_id", page.Language),
        };
        if (form.TextOrNull("secret") is { } secret)
        {
            bucket["secret_access_key"] = secret;
        }

        storage["bucket"] = bucket;
        return storage;
    }

    private static async Task<(EditLogStorageModel? Model, LogStorage? Storage, PageAnswer? Other)> OpenAsync(Page page)
    {
        if (SettingsProblems.Need(page, "cloud-trail.SetLogStorage") is { } refused)
        {
            return (null, null, refused);
        }

        var answer = await ShowLogStorage.ReadAsync(page);
        if (!answer.IsSuccess)
        {
            return (null, null, page.Fail(answer));
        }

        var storage = ShowLogStorage.StorageOf(answer);
        var options = page.Context.RequestServices.GetRequiredService<HaneulOptions>();
        return (new(options.TrailFolder is not null, storage.Bucket is not null, storage.Enabled), storage, null);
    }

    private static PageAnswer Show(Page page, EditLogStorageModel model, int status = StatusCodes.Status200OK) =>
        page.Show<EditLogStorageView, EditLogStorageModel>(page.T(model.Title), model, status);
}
