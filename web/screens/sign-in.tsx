// How does somebody come in?
export default function SignInScreen() {
  return <section className="page-note" />;
}
