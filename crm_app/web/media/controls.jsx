/* The buttons of the design system, for the components that are drawn in the browser. */

export function Button({ kind = "secondary", Icon, children, ...rest }) {
  return (
    <button type="button" className="button" data-kind={kind} data-size="small" {...rest}>
      {Icon && <Icon size={14} aria-hidden className="icon" />}
      <span className="label">{children}</span>
    </button>
  );
}

export function IconButton({ Icon, label, title = label, ...rest }) {
  return (
    <button type="button" className="button" data-kind="ghost" data-size="small" data-shape="icon" aria-label={label} title={title} {...rest}>
      <Icon size={16} aria-hidden className="icon" />
    </button>
  );
}
