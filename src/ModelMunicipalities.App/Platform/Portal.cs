using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Platform;

/// <summary>The frame round every page and every API answer: languages, headers, sizes, error pages.</summary>
public static class Portal
{
    /// <summary>The cookie that remembers the language.</summary>
    public const string LanguageCookie = "language";

    /// <summary>The cookie that a form's token belongs to.</summary>
    public const string AntiforgeryCookie = "form";

    private static readonly CultureInfo[] Cultures = [CultureInfo.GetCultureInfo("sv-SE"), CultureInfo.GetCultureInfo("en-GB")];

    public static void AddPortal(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Show>();
        builder.Services.AddScoped<Moments>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<Letters>();
        builder.Services.AddSingleton<KeptForms>();

        // å ä ö and dashes as they are: half the bytes of their numbers, and readable in the source.
        builder.Services.AddSingleton(Markup.Encoder);
        builder.Services.AddRazorPages(o =>
        {
            o.RootDirectory = "/Features";
            o.Conventions.AuthorizeFolder("/");
            o.Conventions.Add(new HandledActs());
            foreach (var open in OpenPages)
            {
                o.Conventions.AllowAnonymousToPage(open);
            }
        });
        builder.Services.Configure<MvcOptions>(o =>
        {
            o.Filters.Add(new HandledActs());

            // Validators say what is missing, in the reader's language.
            o.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            o.ModelBindingMessageProvider.SetAttemptedValueIsInvalidAccessor((_, _) => Resources.Texts.Rule_Unreadable);
        });
        builder.Services.Configure<FormOptions>(o =>
        {
            o.ValueCountLimit = Limits.FormFields;
            o.KeyLengthLimit = Limits.FieldName;
            o.ValueLengthLimit = (int)Limits.BodyBytes;
            o.MultipartBodyLengthLimit = Limits.UploadBytes;
            o.MultipartHeadersCountLimit = 8;
            o.MultipartHeadersLengthLimit = 4 * 1024;
        });
        builder.Services.AddAntiforgery(o => o.Cookie.Name = AntiforgeryCookie);
        builder.Services.AddProblemDetails(o =>
            o.CustomizeProblemDetails = problem =>
            {
                // The framework says what is broken in English only.
                if (problem.ProblemDetails.Status == StatusCodes.Status500InternalServerError)
                {
                    problem.ProblemDetails.Type = "urn:modellkommuner:Broken";
                    (problem.ProblemDetails.Title, problem.ProblemDetails.Detail) = (Texts.PageBroken, Texts.PageBrokenWhy);
                }
            }
        );
        RememberedPages.Add(builder.Services);
        builder.Services.AddResponseCompression(o => o.EnableForHttps = true);
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Limits.MaxRequestBodySize = Limits.BodyBytes;
            o.AddServerHeader = false;
        });
        builder.Services.Configure<RequestLocalizationOptions>(o =>
        {
            o.SetDefaultCulture("sv-SE");
            o.SupportedCultures = Cultures;
            o.SupportedUICultures = Cultures;
            o.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(context =>
                    Task.FromResult<ProviderCultureResult?>(
                        context.Request.Cookie(LanguageCookie) is { } chosen ? new(chosen == "en" ? "en-GB" : "sv-SE") : null
                    )
                ),
                new CustomRequestCultureProvider(context =>
                    Task.FromResult<ProviderCultureResult?>(
                        context.Request.IsCall() && context.Request.GetTypedHeaders().AcceptLanguage is [var first, ..]
                            ? new(first.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en-GB" : "sv-SE")
                            : null
                    )
                ),
            ];
        });
    }

    /// <summary>The pages that a guest may open; every other needs a signed-in member. The only such list for pages.</summary>
    public static readonly IReadOnlyList<string> OpenPages =
    [
        "/Networks/Welcome",
        "/Networks/Sources",
        "/Networks/Accessibility",
        "/Networks/Privacy",
        "/Networks/Problem",
        "/Accounts/SigningIn/SignIn",
        "/Accounts/Language",
        "/Accounts/Invitations/AcceptInvitation",
        "/Accounts/Invitations/AskToJoin",
        "/Accounts/Mail/DevelopmentMail",
        "/Accounts/Mail/ChooseMailsByLink",
        "/Meetings/Polls/AnswerPollByLink",
        "/Surveys/AnswerSurvey",
    ];

    /// <summary>True for a call of the API, there or not; <c>/api</c> itself is a page that tells of it.</summary>
    public static bool IsCall(this HttpRequest request) =>
        request.Path.StartsWithSegments("/api", out var below) && below.HasValue && below != "/";

    public static void UsePortal(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseAnswerHeaders();
        app.UseTransport();
        app.UseWhen(
            context => !context.Request.IsCall(),
            pages =>
            {
                if (!app.Environment.IsDevelopment())
                {
                    pages.UseExceptionHandler("/problem");
                }

                pages.UseStatusCodePagesWithReExecute("/problem", "?status={0}");
            }
        );
        app.UseWhen(
            context => context.Request.IsCall(),
            api =>
            {
                api.UseExceptionHandler();
                api.UseWordsForNumbers();
                api.UseUnreadableBodies();
            }
        );
        KeptForms.Use(app);
    }
}
