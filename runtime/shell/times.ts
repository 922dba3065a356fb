export const timeText = (at: Date, language: string): string => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at)
